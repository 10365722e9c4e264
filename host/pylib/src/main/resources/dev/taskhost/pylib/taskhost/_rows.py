"""Values as they come from the server, made into Python's."""

from __future__ import annotations

# The protocol's numbers of types.
DECIMAL, DATE, TIME, DATETIME, TIMESTAMP, NEWDECIMAL = 0, 10, 11, 12, 7, 246


def _decimal():
    from decimal import Decimal

    return Decimal


def _date():
    from datetime import date

    def convert(text):
        try:
            return date(int(text[:4]), int(text[5:7]), int(text[8:10]))
        except ValueError:
            return text  # 0000-00-00, and what else the server lets stand

    return convert


def _datetime():
    from datetime import datetime

    def convert(text):
        try:
            micros = int(text[20:26].ljust(6, "0")) if len(text) > 19 else 0
            return datetime(
                int(text[:4]), int(text[5:7]), int(text[8:10]), int(text[11:13]), int(text[14:16]), int(text[17:19]), micros
            )
        except ValueError:
            return text

    return convert


def _time():
    from datetime import timedelta

    def convert(text):
        try:
            sign, plain = (-1, text[1:]) if text[0] == "-" else (1, text)
            hours, minutes, rest = plain.split(":")
            seconds, _, fraction = rest.partition(".")
            return sign * timedelta(
                hours=int(hours),
                minutes=int(minutes),
                seconds=int(seconds),
                microseconds=int(fraction.ljust(6, "0")) if fraction else 0,
            )
        except ValueError:
            return text

    return convert


_MAKERS = {
    DECIMAL: _decimal,
    NEWDECIMAL: _decimal,
    DATE: _date,
    TIME: _time,
    DATETIME: _datetime,
    TIMESTAMP: _datetime,
}
_made = {}


def _bytes(text):
    return text.encode("latin-1")


def converters(columns) -> list:
    """For the columns of an answer that need one: ``(index, function)``."""
    found = []
    for index, column in enumerate(columns):
        number, kind = column[1], column[2]
        if kind == "b":
            found.append((index, _bytes))
        elif kind == "i" or kind == "l":
            found.append((index, int))
        elif kind == "t" and number in _MAKERS:
            if number not in _made:
                _made[number] = _MAKERS[number]()
            found.append((index, _made[number]))
    return found


def tuples(rows, wanted) -> list:
    """The rows of an answer with their values converted."""
    for index, convert in wanted:
        for row in rows:
            value = row[index]
            if value is not None:
                row[index] = convert(value)
    return [tuple(row) for row in rows]


def names(columns) -> list:
    """The keys of a row as a dict; a name that comes twice has its table before it."""
    taken, found = set(), []
    for column in columns:
        name = column[0]
        if name in taken:
            name = f"{column[6]}.{name}"
        taken.add(name)
        found.append(name)
    return found


def description(columns) -> tuple:
    """PEP 249's seven items for each column."""
    return tuple((name, number, None, length, length, scale, null) for name, number, _, length, scale, null, _ in columns)
