"""PEP 249's constructors of values and its groups of column types. dbapi gives them out."""

from __future__ import annotations


class _Types(frozenset):
    """Equal to each of the protocol's type numbers it has."""

    def __eq__(self, other):
        return other in self if isinstance(other, int) else frozenset.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = frozenset.__hash__


STRING = _Types((247, 253, 254))
BINARY = _Types((249, 250, 251, 252))
NUMBER = _Types((0, 1, 2, 3, 4, 5, 8, 9, 13, 246))
DATE = _Types((10, 14))
TIME = _Types((11,))
TIMESTAMP = _Types((7, 12))
DATETIME = TIMESTAMP
ROWID = _Types()


def Date(year: int, month: int, day: int):  # noqa: N802  the names are PEP 249's
    """A ``datetime.date``."""
    import datetime

    return datetime.date(year, month, day)


def Time(hour: int, minute: int, second: int):  # noqa: N802
    """A ``datetime.time``."""
    import datetime

    return datetime.time(hour, minute, second)


def Timestamp(year: int, month: int, day: int, hour: int, minute: int, second: int):  # noqa: N802
    """A ``datetime.datetime``."""
    import datetime

    return datetime.datetime(year, month, day, hour, minute, second)


def DateFromTicks(ticks: float):  # noqa: N802
    """The local date of a number of seconds since 1970."""
    import time

    return Date(*time.localtime(ticks)[:3])


def TimeFromTicks(ticks: float):  # noqa: N802
    """The local time of day of a number of seconds since 1970."""
    import time

    return Time(*time.localtime(ticks)[3:6])


def TimestampFromTicks(ticks: float):  # noqa: N802
    """The local date and time of a number of seconds since 1970."""
    import time

    return Timestamp(*time.localtime(ticks)[:6])


def Binary(data) -> bytes:  # noqa: N802
    """Bytes, for a column of bytes."""
    return bytes(data)
