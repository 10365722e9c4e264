"""
Stands in for GraalPy's native module of this name, of which a process can load one only (25.0.3), with the interface that
https://docs.python.org/3/library/pyexpat.html describes. What reads the document is the host's (XmlFeed): it takes it in pieces, as
expat does, reads nothing outside of it, and does not expand entities that the document declares: these are told as skipped.
"""

import codecs
import re
import sys

from _taskhost_expat import MESSAGES as _MESSAGES

EXPAT_VERSION = "expat_2.6.0"
version_info = (2, 6, 0)
native_encoding = "UTF-8"
features = [("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1)]
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = 0, 1, 2

# What the host's reader says, by what is in it, and expat's code for that.
_KINDS = (
    ("no element found", 3),
    ("end tag", 7),
    ("general entity", 11),
    ("Duplicate attribute", 8),
    ("Unbound namespace", 27),
    ("Second root", 9),
    ("in prolog", 2),
    ("in epilog", 9),
)
_DECLARATION = re.compile(
    r"""<\?xml\s+version\s*=\s*(?:"([^"]*)"|'([^']*)')(?:\s+encoding\s*=\s*(?:"([^"]*)"|'([^']*)'))?"""
    r"""(?:\s+standalone\s*=\s*(?:"([^"]*)"|'([^']*)'))?\s*\?>"""
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_DECLARATION = 1024


class ExpatError(Exception):
    """A document that is not well-formed: code, lineno (from 1), offset (the column, from 0)."""


error = ExpatError


def ErrorString(code, /):
    return _MESSAGES[code][1] if code in _MESSAGES else None


def _module(name, doc):
    module = type(sys)("pyexpat." + name, doc)
    sys.modules["pyexpat." + name] = module
    return module


errors = _module("errors", "Constants used to describe error conditions.")
errors.codes, errors.messages = {}, {}
for _code, (_name, _text) in _MESSAGES.items():
    setattr(errors, "XML_ERROR_" + _name, _text)
    errors.codes[_text], errors.messages[_code] = _code, _text
model = _module("model", "Constants used to interpret content model information.")
for _code, _name in enumerate(("EMPTY", "ANY", "MIXED", "NAME", "CHOICE", "SEQ"), 1):
    setattr(model, "XML_CTYPE_" + _name, _code)
for _code, _name in enumerate(("NONE", "OPT", "REP", "PLUS")):
    setattr(model, "XML_CQUANT_" + _name, _code)

_HANDLERS = """StartElement EndElement CharacterData ProcessingInstruction Comment StartCdataSection EndCdataSection Default DefaultHandlerExpand
StartNamespaceDecl EndNamespaceDecl StartDoctypeDecl EndDoctypeDecl XmlDecl SkippedEntity ElementDecl AttlistDecl EntityDecl NotationDecl
UnparsedEntityDecl NotStandalone ExternalEntityRef""".split()


class XMLParserType:
    """What ParserCreate gives."""

    def __init__(self, encoding, separator, intern):
        self.intern = {} if intern is None else intern
        self.namespace_prefixes = self.ordered_attributes = self.specified_attributes = self.buffer_text = False
        self.buffer_size, self.buffer_used = 8192, 0
        self.CurrentLineNumber, self.CurrentColumnNumber, self.CurrentByteIndex = 1, 0, 0
        self.ErrorCode, self.ErrorLineNumber, self.ErrorColumnNumber, self.ErrorByteIndex = 0, 1, 0, 0
        self._encoding, self._separator, self._base = encoding, separator, None
        self._decoder, self._head, self._begun, self._finished = None, b"", False, False
        self._feed = _taskhost_xml()
        self._text, self._doctype, self._deferral = [], False, True

    # ---- what is fed -------------------------------------------------------------------------------------------

    def Parse(self, data, isfinal=False, /):
        if self._finished:
            self._fail(36)
        self._finished = bool(isfinal)
        text = self._decoded(data, bool(isfinal))
        for event in self._feed(text, bool(isfinal)).split("\1")[1:]:
            fields = event.split("\0")
            self.CurrentLineNumber, self.CurrentColumnNumber = int(fields[1]), int(fields[2])
            kind = fields[0]
            if kind == "T":
                self._characters(fields[3])
                continue
            self._flush()
            getattr(self, "_on_" + kind)(*fields[3:])
        self._flush()
        return 1

    def ParseFile(self, file, /):
        while True:
            data = file.read(65536)
            if not isinstance(data, (bytes, bytearray, str)):
                raise TypeError(f"read() did not return a bytes object (type={type(data).__name__})")
            if not data:
                return self.Parse(b"", True)
            self.Parse(data)

    def _decoded(self, data, final):
        """As text without its declaration, in whose place there are spaces."""
        if isinstance(data, str):
            text = data
            if self._begun:
                return text
        else:
            data = bytes(data)
            if self._decoder is None:
                data = self._head + data
                if not final and len(data) < _LONGEST_DECLARATION and b"?>" not in data and data[:5] in b"<?xml":
                    self._head = data
                    return ""
                self._decoder = self._decoder_for(data)
            try:
                text = self._decoder.decode(data, final)
            except UnicodeDecodeError:
                self._fail(4)
            if self._begun or not text:
                return text
        self._begun = True
        text = text.removeprefix("\ufeff")
        declared = _DECLARATION.match(text)
        if declared is None:
            return text
        one = lambda first: declared.group(first) or declared.group(first + 1)
        if self.XmlDeclHandler is not None:
            standalone = one(5)
            self.XmlDeclHandler(one(1), one(3), -1 if standalone is None else int(standalone == "yes"))
        return re.sub(r"[^\r\n]", " ", declared.group()) + text[declared.end() :]

    def _decoder_for(self, data):
        name = self._encoding
        if name is None:
            for mark, of in _MARKS:
                if data.startswith(mark):
                    name = of
        if name is None:
            declared = _DECLARATION.match(data[:_LONGEST_DECLARATION].decode("latin-1"))
            name = (declared and (declared.group(3) or declared.group(4))) or "utf-8"
        try:
            return codecs.getincrementaldecoder(name)()
        except LookupError:
            self._fail(18)

    def _fail(self, code, line=None, column=None):
        if line is None:
            line, column = self.CurrentLineNumber, self.CurrentColumnNumber
        self.ErrorCode, self.ErrorLineNumber, self.ErrorColumnNumber = code, line, column
        failure = ExpatError(f"{ErrorString(code)}: line {line}, column {column}")
        failure.code, failure.lineno, failure.offset = code, line, column
        raise failure

    # ---- what is told ------------------------------------------------------------------------------------------

    def _characters(self, text):
        if self.buffer_text:
            self._text.append(text)
        else:
            self._tell_characters(text)

    def _flush(self):
        if self._text:
            text, self._text = "".join(self._text), []
            self._tell_characters(text)

    def _tell_characters(self, text):
        if self.CharacterDataHandler is not None:
            self.CharacterDataHandler(text)
        else:
            self._default(text)

    def _default(self, text):
        handler = self.DefaultHandlerExpand or self.DefaultHandler
        if handler is not None:
            handler(text)

    def _named(self, prefix, local, namespace):
        if self._separator is None or not namespace:
            name = prefix + ":" + local if prefix else local
        else:
            name = namespace + self._separator + local
            if prefix and self.namespace_prefixes:
                name += self._separator + prefix
        return self.intern.setdefault(name, name)

    def _on_S(self, prefix, local, namespace, count, *rest):
        ends = 2 * int(count)
        attributes = []
        for i in range(0, ends, 2):
            if self._separator is None:
                attributes += ["xmlns:" + rest[i] if rest[i] else "xmlns", rest[i + 1]]
            elif self.StartNamespaceDeclHandler is not None:
                self.StartNamespaceDeclHandler(rest[i] or None, rest[i + 1])
        for i in range(ends, len(rest), 4):
            attributes += [self._named(*rest[i : i + 3]), rest[i + 3]]
        name = self._named(prefix, local, namespace)
        if self.StartElementHandler is not None:
            pairs = attributes if self.ordered_attributes else dict(zip(attributes[::2], attributes[1::2]))
            self.StartElementHandler(name, pairs)
        else:
            self._default("<" + name + ">")

    def _on_E(self, prefix, local, namespace, *ended):
        name = self._named(prefix, local, namespace)
        if self.EndElementHandler is not None:
            self.EndElementHandler(name)
        else:
            self._default("</" + name + ">")
        if self._separator is not None and self.EndNamespaceDeclHandler is not None:
            for declared in ended:
                self.EndNamespaceDeclHandler(declared or None)

    def _on_K(self, text):
        if self.StartCdataSectionHandler is not None:
            self.StartCdataSectionHandler()
        self._tell_characters(text)
        if self.EndCdataSectionHandler is not None:
            self.EndCdataSectionHandler()

    def _on_C(self, text):
        if self.CommentHandler is not None:
            self.CommentHandler(text)
        else:
            self._default("<!--" + text + "-->")

    def _on_P(self, target, data):
        if self.ProcessingInstructionHandler is not None:
            self.ProcessingInstructionHandler(target, data)
        else:
            self._default("<?" + target + " " + data + "?>")

    def _on_D(self, name, system, public):
        self._doctype = True
        if self.StartDoctypeDeclHandler is not None:
            self.StartDoctypeDeclHandler(name, system or None, public or None, 0)
        if self.EndDoctypeDeclHandler is not None:
            self.EndDoctypeDeclHandler()

    def _on_R(self, name):
        if not self._doctype:
            self._fail(11)
        if self.SkippedEntityHandler is not None:
            self.SkippedEntityHandler(name, False)
        else:
            self._default("&" + name + ";")

    def _on_X(self, message):
        code = next((code for words, code in _KINDS if words in message), 4)
        self._fail(code, self.CurrentLineNumber, self.CurrentColumnNumber)

    # ---- settings ----------------------------------------------------------------------------------------------

    def SetBase(self, base, /):
        self._base = base

    def GetBase(self):
        return self._base

    def GetInputContext(self):
        return None

    def SetParamEntityParsing(self, flag, /):
        return int(flag == XML_PARAM_ENTITY_PARSING_NEVER)  # 0: it cannot be done

    def UseForeignDTD(self, flag=True, /):
        if flag:
            self._fail(25)

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        raise ExpatError("external entities are not read")

    def SetReparseDeferralEnabled(self, enabled, /):
        self._deferral = bool(enabled)

    def GetReparseDeferralEnabled(self):
        return self._deferral


for _name in _HANDLERS:
    setattr(XMLParserType, _name if _name.endswith("Expand") else _name + "Handler", None)


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError("namespace_separator must be at most one character, omitted, or None")
    return XMLParserType(encoding, namespace_separator, intern)
