"""What of the standard library needs something from outside of the interpreter."""


def unicode_names(task_key, **kwargs):
    import unicodedata

    import _cpython_unicodedata

    refused = []
    for text in ("NO SUCH NAME", "BASIC LATIN 41", ""):
        try:
            unicodedata.lookup(text)
        except KeyError:
            refused.append(text)
    return [
        _cpython_unicodedata.__spec__.origin,
        unicodedata.lookup("greek small letter alpha"),
        "\N{SNOWMAN}",
        refused,
        [unicodedata.combining(c) for c in "a\u0301\u0316"],
        [unicodedata.east_asian_width(c) for c in "a中ｱÀ¡\u0378"],
        [unicodedata.ucd_3_2_0.category(c) for c in "a\u0221\u0234"],
        "bücher.例え".encode("idna").decode(),
        b"xn--bcher-kva".decode("idna"),
    ]


def unicode_line(task_key, **kwargs):
    wanted = "宽度"; raise ValueError("宽" + wanted)  # fmt: skip


def zones(task_key, **kwargs):
    import datetime
    from zoneinfo import ZoneInfo

    noon = datetime.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    return noon.astimezone(ZoneInfo("Europe/Berlin")).isoformat()


def native(task_key, **kwargs):
    import getpass  # can do without termios
    import hashlib
    import re

    try:
        import sqlite3  # noqa: F401

        refused = "nothing"
    except ImportError as e:
        refused = str(e)
    patterns = (r"(?P<a>x)?(?(a)y|z)", r"(?>a+)b", r"a++b", r"(?<=ab)c\b", r"(?i:ä)", r"(.)\1{2,}", r"\N{SNOWMAN}")
    found = [bool(re.search(p, t)) for p, t in zip(patterns, ("xy", "aab", "aab", "abc", "Ä", "aaab", "☃"))]
    return [getpass.__name__, hashlib.sha3_256(b"a").hexdigest()[:8], refused, found]
