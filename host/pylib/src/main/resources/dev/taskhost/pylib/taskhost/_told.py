"""What a task function says of itself: how far it is, and what people are to know."""

from __future__ import annotations

from . import _bridge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable, SupportsFloat, Union

    #: Names of routes or senders of common.toml.
    Names = Union[str, Iterable[str]]

__all__ = ["notice", "progress"]


def progress(fraction: SupportsFloat | None, text: str = "") -> None:
    """Says how far the execution is. May be called as often as is convenient, also from coroutines and threads: the host keeps
    the newest word, shows it in ``taskhost runs`` and writes it down once a second and at the end.

    :param fraction: 0.0 to 1.0; None: it is not known how much there is to do
    :param text: what it is at; what is longer than 200 characters is cut
    :raises ValueError: when the fraction is not from 0.0 to 1.0
    """
    if type(text) is not str and not isinstance(text, str):
        raise TypeError(f"the text of a progress is a str, not {type(text).__name__}; give str(it)")
    _bridge.ask("progress", "" if fraction is None else _fraction(fraction), text)


def _fraction(given) -> str:
    """As the host takes it."""
    if type(given) is not float:
        if isinstance(given, bool) or not hasattr(type(given), "__float__"):
            raise TypeError(
                f"a progress is a number from 0.0 to 1.0, or None when the amount is not known, not {type(given).__name__}"
            )
        given = float(given)
    if 0.0 <= given <= 1.0:
        return repr(given)
    raise ValueError(f"a progress is a number from 0.0 to 1.0, not {given!r}; give None when the amount is not known")


def notice(text: str, *, to: Names | None = None, urgent: bool = False, title: str | None = None) -> list[str]:
    """Tells people something, through the senders of common.toml. When it returns the notice is in the database, and is sent
    whatever becomes of this execution or its host.

    :param text: what they are to read; what is longer than 4,000 characters is cut
    :param to: names of routes or senders; None: whom the task's notices go to
    :param urgent: whether it is sent in quiet hours too
    :param title: of the message; None: the host's own, with the task's key
    :returns: the senders that tell it; empty when the routes or ``extra.alert`` of the task want nobody told
    :raises NoticeError: when nobody of that name is known, there is no sender, the execution has sent too many, or the database is
        away
    """
    return _bridge.ask("notice", request(text, to, urgent, title))


def request(text, to, urgent, title) -> str:
    """A notice as the host takes it."""
    if not isinstance(text, str):
        raise TypeError(f"the text of a notice is a str, not {type(text).__name__}; give str(it)")
    if not text.strip():
        raise ValueError("a notice has no text; give what people are to read")
    if title is not None and not isinstance(title, str):
        raise TypeError(f"the title of a notice is a str, not {type(title).__name__}; give str(it)")
    from json import dumps  # which only who tells something is to pay for

    return dumps({"text": text, "title": title, "to": _names(to), "urgent": bool(urgent)})


def _names(to) -> list:
    names = [] if to is None else [to] if isinstance(to, str) else list(to)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"a notice is to the names of routes or senders, which are str, not {type(name).__name__}")
        if not name.strip():
            raise ValueError("a notice is to a blank name; give the name of a route or a sender")
    return names
