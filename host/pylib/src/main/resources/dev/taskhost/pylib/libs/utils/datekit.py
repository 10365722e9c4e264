"""Dates and timestamps.

Rules that hold everywhere: a datetime without a zone is UTC; timestamps are whole seconds since 1970 (UTC) unless a name says
milliseconds; "bj" is Beijing, the zone Asia/Shanghai; "local" is the zone of the machine. All datetimes given back have a zone.
Where a moment is asked for, it may be a datetime, a date (its midnight), a timestamp, or an ISO 8601 text.
"""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any, Optional, Union

from .._beside import fallback as _fallback
from ._tokens import parse as _parse

__all__ = [
    "datetime_fmt",
    "now_timestamp",
    "now_millitimestamp",
    "datestr2utcdatetime",
    "datestr2bjdatetime",
    "datestr2localdatetime",
    "utcdatetime2bjdatetime",
    "utcdatetime2localdatetime",
    "timestamp2bjdatestr",
    "datetime_shift",
    "datetime2timestamp",
    "timestamp2utcdatetime",
    "get0timestamp",
]

Moment = Union[datetime, date, int, float, str]

_DATE_STR = "YYYY-MM-DD HH:mm:ss"
_STRFTIME = "%Y-%m-%d %H:%M:%S"
_beijing: Optional[tzinfo] = None


def _bj() -> tzinfo:
    """Its rules of 1940 to 1991 too, where the machine has a time zone database; else UTC+8, which it has had since."""
    global _beijing
    if _beijing is None:
        try:
            from zoneinfo import ZoneInfo

            _beijing = ZoneInfo("Asia/Shanghai")
        except (ModuleNotFoundError, KeyError):  # Python 3.8, or a machine without the database
            _beijing = timezone(timedelta(hours=8), "CST")
    return _beijing


def _moment(value: Any) -> datetime:
    if hasattr(value, "datetime") and isinstance(value.datetime, datetime):  # arrow's objects
        value = value.datetime
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=timezone.utc)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=timezone.utc)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, timezone.utc)
    if isinstance(value, str):
        try:
            text = value.strip()
            return _moment(datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text))
        except ValueError:
            raise ValueError(f"{value!r} is no date; write it as 2026-03-01 02:30:00") from None
    raise TypeError(f"{value!r} is no moment; give a datetime, a date, a timestamp in seconds or an ISO 8601 text")


def datetime_fmt(dt: Optional[datetime] = None, fmt: str = _STRFTIME) -> str:
    """A datetime as text, as it stands, whatever its zone.

    :param dt: None, or what is no datetime: now, in local time
    :param fmt: as for strftime
    """
    return (dt if isinstance(dt, datetime) else datetime.now()).strftime(fmt)


def now_timestamp() -> int:
    """Now, in seconds."""
    return int(time.time())


def now_millitimestamp() -> int:
    """Now, in milliseconds."""
    return int(time.time() * 1000)


def datestr2utcdatetime(date_str: str, fmt: str = _DATE_STR) -> datetime:
    """The UTC datetime that a text in UTC means.

    :param fmt: in arrow's tokens: YYYY YY MMMM MMM MM M DD D HH H hh h mm m ss s S… a A ZZ Z X, and [text as it is]
    :raises ValueError: when the text is not written so
    """
    return _moment(_parse(date_str, fmt)).astimezone(timezone.utc)


def datestr2bjdatetime(date_str: str, fmt: str = _DATE_STR) -> datetime:
    """As `datestr2utcdatetime`, in Beijing's time: the text is in UTC, so noon becomes eight in the evening."""
    return datestr2utcdatetime(date_str, fmt).astimezone(_bj())


def datestr2localdatetime(date_str: str, fmt: str = _DATE_STR) -> datetime:
    """As `datestr2utcdatetime`, in local time: the text is in UTC."""
    return datestr2utcdatetime(date_str, fmt).astimezone()


def utcdatetime2bjdatetime(utc_date: Moment) -> datetime:
    """A moment in Beijing's time."""
    return _moment(utc_date).astimezone(_bj())


def utcdatetime2localdatetime(utc_date: Moment) -> datetime:
    """A moment in local time."""
    return _moment(utc_date).astimezone()


def timestamp2bjdatestr(stamp: Union[int, float, str], fmt: str = _STRFTIME) -> str:
    """A timestamp as text in Beijing's time.

    :param stamp: in seconds
    :param fmt: as for strftime
    """
    return utcdatetime2bjdatetime(float(stamp)).strftime(fmt)


def datetime_shift(
    dt: Moment,
    *,
    years: int = 0,
    quarters: int = 0,
    months: int = 0,
    weeks: float = 0,
    days: float = 0,
    hours: float = 0,
    minutes: float = 0,
    seconds: float = 0,
    microseconds: float = 0,
) -> datetime:
    """A moment moved by that much of its own clock; the last day of a shorter month stands for one it does not have."""
    moment = _moment(dt)
    month = moment.year * 12 + moment.month - 1 + years * 12 + quarters * 3 + months
    year, month = divmod(month, 12)
    day = min(moment.day, _days_in(year, month + 1))
    moved = moment.replace(year=year, month=month + 1, day=day)
    return moved + timedelta(
        weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds
    )


def _days_in(year: int, month: int) -> int:
    from calendar import monthrange

    return monthrange(year, month)[1]


def datetime2timestamp(dt: Moment) -> int:
    """A moment as a timestamp; parts of seconds are cut off."""
    return int(_moment(dt).timestamp() // 1)


def timestamp2utcdatetime(stamp: Union[int, float, str]) -> datetime:
    """The UTC datetime of a timestamp in seconds."""
    return _moment(float(stamp))


def get0timestamp() -> int:
    """The timestamp of the last midnight in Beijing: when today began there."""
    now = datetime.now(_bj())
    return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


__getattr__ = _fallback(__name__)
