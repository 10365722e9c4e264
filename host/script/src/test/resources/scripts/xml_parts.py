"""XML by the standard library; xml_parts.json beside it is what CPython 3.11 gives."""

import io

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE feed SYSTEM "feed.dtd">
<!-- before -->
<?style sheet="a.css"?>
<f:feed xmlns:f="urn:feed" xmlns="urn:plain" a="1 &lt; 2" f:b='"&#20013;"'>
  text &amp; <![CDATA[<raw> & ]]>more
  <item n="1">one</item><item n="2"/>
  <empty xmlns=""><deep/></empty>
</f:feed>
<!-- after -->
"""


def elements():
    import xml.etree.ElementTree as trees

    root = trees.fromstring(DOCUMENT)
    return [[e.tag, dict(sorted(e.attrib.items())), e.text, e.tail] for e in root.iter()] + [trees.tostring(root, encoding="unicode")]


def pieces():
    import xml.etree.ElementTree as trees

    parser = trees.XMLPullParser(("start", "end", "start-ns", "end-ns", "comment", "pi"))
    seen = []
    for i in range(0, len(DOCUMENT), 7):
        parser.feed(DOCUMENT[i : i + 7])
        seen += [(kind, getattr(what, "tag", what) if kind[:3] != "com" and kind != "pi" else what.text) for kind, what in parser.read_events()]
    parser.close()
    early = trees.XMLPullParser(("start",))
    early.feed("<a><b>")
    return seen + [len(list(early.read_events()))]


def iterated():
    import xml.etree.ElementTree as trees

    data = b"<r>" + b"".join(b"<i>%d</i>" % i for i in range(3000)) + b"</r>"
    return [sum(int(e.text) for _, e in trees.iterparse(io.BytesIO(data)) if e.tag == "i")]


def encodings():
    import xml.etree.ElementTree as trees

    texts = []
    for name in ("cp1252", "iso-8859-1", "utf-16", "utf-8-sig"):
        declared = "utf-8" if name == "utf-8-sig" else name
        word = "é" if name in ("cp1252", "iso-8859-1") else "中文"
        texts.append(trees.fromstring(f'<?xml version="1.0" encoding="{declared}"?>\n<a>{word}</a>'.encode(name)).text)
    return texts


def trees():
    from xml.dom import minidom

    document = minidom.parseString(DOCUMENT.encode())
    items = document.getElementsByTagName("item")
    return [document.doctype.systemId, [i.getAttribute("n") for i in items], items[0].toxml(), document.documentElement.toxml()]


def sax():
    import xml.sax
    import xml.sax.handler

    seen = []

    class Handler(xml.sax.ContentHandler):
        def startElement(self, name, attrs):
            seen.append(["start", name, dict(sorted(attrs.items()))])

        def startElementNS(self, name, qname, attrs):
            seen.append(["startNS", name, sorted(map(str, attrs.keys()))])

        def endElement(self, name):
            seen.append(["end", name])

        def characters(self, content):
            if content.strip():
                seen.append(["text", content.strip()])

        def skippedEntity(self, name):
            seen.append(["skipped", name])

    xml.sax.parseString(DOCUMENT.encode(), Handler())
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setContentHandler(Handler())
    parser.parse(io.BytesIO(DOCUMENT.encode()))
    joined = []
    for event in seen:  # where texts are cut is expat's own affair
        if event[0] == "text" and joined and joined[-1][0] == "text":
            joined[-1][1] += "|" + event[1]
        else:
            joined.append(event)
    return [[e[0], e[1].replace("|", " ")] if e[0] == "text" else e for e in joined]


def errors():
    import xml.etree.ElementTree as trees

    found = []
    for text in ("", "<a>", "<a></b></a>", "<a/><b/>", "<a/>text", "<a b=1/>", "<a>&nope;</a>", "<a>\n <b x='1' x='2'/></a>", "text", "<a><\x01/></a>", "<p:a/>"):
        try:
            trees.fromstring(text)
            found.append([text, "fine"])
        except trees.ParseError as e:
            found.append([text, e.code, e.position[0]])
    return found


def others():
    import plistlib
    import xmlrpc.client

    plist = plistlib.dumps({"a": [1, True, "é"], "b": b"bytes"})
    call = xmlrpc.client.dumps((1, "é", {"a": [None]}), "method", allow_none=True)
    return [str(plistlib.loads(plist)), str(xmlrpc.client.loads(call, use_builtin_types=True))]


def xml_parts(task_key=None, **kwargs):
    return {f.__name__: f() for f in (elements, pieces, iterated, encodings, trees, sax, errors, others)}
