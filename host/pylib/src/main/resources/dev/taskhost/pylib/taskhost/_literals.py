"""Values as literals of MySQL's, and the parameters of statements."""

from __future__ import annotations

import re

from ._errors import ProgrammingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SPECIAL = {
    0: "\\0",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    0x1A: "\\Z",
    ord('"'): '\\"',
    ord("'"): "\\'",
    ord("\\"): "\\\\",
}
_TOUCHY = re.compile("['\\\\\0\n\r\x1a\"]").search


def escape_text(text: str, backslash: bool = True) -> str:
    """What stands between the quotes of a literal.

    :param backslash: whether the session takes a backslash for an escape; not under sql_mode NO_BACKSLASH_ESCAPES
    """
    if not _TOUCHY(text):
        return text
    return text.translate(_SPECIAL) if backslash else text.replace("'", "''")


def _text(value, backslash):
    return "'" + escape_text(str(value), backslash) + "'"


def _bytes(value, backslash):
    return "_binary x'" + bytes(value).hex() + "'"


def _float(value, backslash):
    text = repr(value)
    if text in ("inf", "-inf", "nan"):
        raise ProgrammingError(0, f"{text} is no value of MySQL's; give None, or a number")
    return text if "e" in text else text + "e0"


def _datetime(value, backslash):
    text = f"'{value.year:04}-{value.month:02}-{value.day:02} {value.hour:02}:{value.minute:02}:{value.second:02}"
    return text + (f".{value.microsecond:06}'" if value.microsecond else "'")


def _date(value, backslash):
    return f"'{value.year:04}-{value.month:02}-{value.day:02}'"


def _time(value, backslash):
    text = f"'{value.hour:02}:{value.minute:02}:{value.second:02}"
    return text + (f".{value.microsecond:06}'" if value.microsecond else "'")


def _timedelta(value, backslash):
    whole = (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds
    sign = "-" if whole < 0 else ""
    seconds, micros = divmod(abs(whole), 1_000_000)
    text = f"'{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return text + (f".{micros:06}'" if micros else "'")


def _sequence(value, backslash):
    return "(" + ",".join([literal(item, backslash) for item in value]) + ")"


def _mapping(value, backslash):
    raise TypeError("a dict cannot be a parameter's value; give json.dumps(it) for a JSON column")


_PLAIN = {
    type(None): lambda value, backslash: "NULL",
    bool: lambda value, backslash: "1" if value else "0",
    int: lambda value, backslash: int.__repr__(value),
    float: _float,
    str: _text,
    bytes: _bytes,
    bytearray: _bytes,
    memoryview: _bytes,
    list: _sequence,
    tuple: _sequence,
    set: _sequence,
    frozenset: _sequence,
    dict: _mapping,
}


def _late():
    """Those whose modules cost something: whoever has such a value has paid for them."""
    import datetime
    import decimal
    import time

    return {
        datetime.datetime: _datetime,
        datetime.date: _date,
        datetime.time: _time,
        datetime.timedelta: _timedelta,
        decimal.Decimal: lambda value, backslash: format(value, "f"),
        time.struct_time: lambda value, backslash: _datetime(datetime.datetime(*value[:6]), backslash),
    }


def literal(value, backslash: bool = True) -> str:
    """A value as it stands in a statement: quoted, escaped, whatever its type."""
    write = _PLAIN.get(type(value))
    if write is None:
        if type(value).__module__ in ("datetime", "_datetime", "decimal", "_decimal", "_pydecimal", "time"):
            _PLAIN.update(_late())
        for kind in type(value).__mro__[:-1]:
            write = _PLAIN.get(kind)
            if write is not None:
                break
        else:
            write = _text
        _PLAIN[type(value)] = write
    return write(value, backslash)


def bound(statement: str, parameters, backslash: bool = True) -> str:
    """A statement with its parameters in their places: ``%s`` for a sequence, ``%(name)s`` for a mapping, ``%%`` for a
    percent sign.

    :param parameters: a tuple, a list, a dict, or a single value; None: the statement is complete, a ``%`` in it is a ``%``
    """
    if parameters is None:
        return statement
    values: Any
    if isinstance(parameters, (tuple, list)):
        values = tuple([literal(value, backslash) for value in parameters])
    elif isinstance(parameters, dict):
        values = {name: literal(value, backslash) for name, value in parameters.items()}
    else:
        values = literal(parameters, backslash)
    try:
        return statement % values
    except (TypeError, ValueError, KeyError) as e:
        raise ProgrammingError(
            0, f"the parameters do not fit the statement: {e}. Each %s takes one; write %% for a percent sign."
        ) from None


_INSERT = re.compile(
    r"\s*((?:insert|replace)\b.+?\bvalues?\s*)(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))(\s*on\s+duplicate\b.*)?;?\s*\Z", re.I | re.S
)


def many_rows(statement: str):
    """The three parts of an INSERT of one row, to put the values of many into it; None where it is nothing of the kind."""
    found = _INSERT.match(statement)
    if not found or any("%s" in part or "%(" in part for part in (found[1], found[3] or "")):
        return None
    return found[1] % (), found[2], (found[3] or "") % ()
