"""The host's clock.

::

    from taskhost import clock

    yesterday = clock.today() - datetime.timedelta(days=1)
"""

from __future__ import annotations

from . import _bridge

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

__all__ = ["now", "time", "today", "zone"]


def time() -> float:
    """Seconds since 1970, as ``time.time()`` has them."""
    return _bridge.now()


def zone() -> datetime.tzinfo:
    """The time zone in which the host reads cron: ``scheduler.timezone`` of common.toml, or the machine's."""
    import datetime

    from . import config

    try:
        name = config().get("scheduler", {}).get("timezone")
    except FileNotFoundError:
        name = None
    if not name:
        here = datetime.datetime.now().astimezone().tzinfo
        assert here is not None  # astimezone() has set it
        return here
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def now(tz: datetime.tzinfo | None = None) -> datetime.datetime:
    """The time, with a time zone.

    :param tz: None: :func:`zone`
    """
    import datetime

    return datetime.datetime.fromtimestamp(time(), tz or zone())


def today(tz: datetime.tzinfo | None = None) -> datetime.date:
    """The day it is in a time zone.

    :param tz: None: :func:`zone`
    """
    return now(tz).date()
