"""The way to the host: numbers and texts go over, texts of JSON come back.

Nothing heavy is imported here: a task that uses none of this pays nothing for it.
"""

from __future__ import annotations

import sys

from . import _errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    _make_scanner: Callable[[Any], Callable[[str, int], tuple[Any, int]]]
else:
    try:
        from _json import make_scanner as _make_scanner
    except ImportError:  # an interpreter without it has the slow way
        from json.scanner import make_scanner as _make_scanner


class _Plain:
    """How answers are read: as json reads them by default."""

    strict, object_hook, object_pairs_hook = True, None, None
    memo: dict[str, str] = {}
    parse_int, parse_float, parse_constant = int, float, float


def _scanner():
    try:
        return _make_scanner(_Plain)
    except AttributeError:  # the one in pure Python wants a whole decoder
        from json import JSONDecoder

        return JSONDecoder().scan_once


_scan = _scanner()

_NOT_HERE = (
    "the host's databases are not to be had here: this is a Python of your own. They are there for task functions that a host calls;"
    " elsewhere use a package such as PyMySQL or redis."
)


def _host():
    """The host's functions."""
    seam: Any = sys.modules.get("_taskhost")
    services = getattr(seam, "services", None)
    if services is None:
        raise _errors.InterfaceError(0, _NOT_HERE)
    return seam, services


def kept_or_none() -> dict | None:
    """As :func:`kept`; None where no execution is on."""
    seam = sys.modules.get("_taskhost")
    kept = getattr(seam, "kept", None)
    return None if kept is None else kept.get()


def kept() -> dict:
    """What is kept for the execution that is on, by whoever keeps it; shared by all its threads and tasks."""
    seam, _ = _host()
    found = seam.kept.get()
    if found is None:
        raise _errors.InterfaceError(
            0,
            "no task is on in this thread, so nothing can be lent to it. A thread belongs to the task that started it; one"
            " of a pool that outlives tasks needs contextvars.copy_context().run around what it is given.",
        )
    return found


def stopping() -> bool:
    """Whether the execution that is on was asked to end; False where nobody can tell."""
    seam: Any = sys.modules.get("_taskhost")
    services = getattr(seam, "services", None)
    return services is not None and bool(services.stopping(seam.call()))


def now() -> float:
    """The host's time, in seconds since 1970; the system's where there is no host."""
    ask = getattr(sys.modules.get("_taskhost"), "now", None)
    if ask is None:
        from time import time

        return time()
    return ask()


def _answer(text: str):
    if text[0] == "+":
        return _scan(text, 1)[0]
    raise _refusal(text)


def _refusal(text: str) -> Exception:
    number, _, message = text[1:].partition("\n")
    return _errors.of(int(number), message)


def open_session(kind: str, alias: str, autocommit: bool | None = None, sql_mode: str | None = None) -> int:
    """A session of the execution that is on; takes no connection yet.

    :param kind: ``"mysql"`` or ``"redis"``
    :raises UnknownAliasError: when the configuration has no such alias
    """
    seam, services = _host()
    wanted = "" if autocommit is None else "1" if autocommit else "0"
    more = () if sql_mode is None else (str(sql_mode),)
    return _answer(services.open(seam.call(), kind, str(alias), wanted, *more))


def call(session: int, operation: str, *arguments: str):
    """Asks the host and waits for the answer; a stop of the task ends the wait."""
    seam, services = _host()
    return _answer(services.call(seam.call(), session, operation, *arguments))


def ask(operation: str, *arguments: str):
    """Asks the host itself for something that is not lent, and waits for the answer."""
    return call(0, operation, *arguments)


async def acall(session: int, operation: str, *arguments: str):
    """As :func:`call`, while other coroutines go on."""
    from asyncio import CancelledError, get_running_loop

    loop = get_running_loop()
    answers: Any = getattr(loop, "answers", None)
    seam, services = _host()
    begin = getattr(services, "future", None)  # a process of CPython has that, for whatever loop
    if answers is None and begin is None:  # a loop of the script's own
        from contextvars import copy_context

        return await loop.run_in_executor(None, copy_context().run, call, session, operation, *arguments)
    on, number = seam.call(), None
    if begin is not None:
        future = begin(loop, on, session, operation, *arguments)
    else:
        number = _answer(services.begin(on, session, operation, *arguments))
        future = answers[number] = loop.create_future()
    try:
        text = await future
    except CancelledError:
        if number is not None:
            answers.pop(number, None)
        services.abandon(on, session or -(number or 0))
        raise
    return _answer(text)
