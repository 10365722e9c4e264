"""What groups of commands stand on."""

from __future__ import annotations

from typing import Any, AsyncIterator, Awaitable, Callable, List, Optional, Tuple

Key = Any  # str or bytes
Value = Any  # str, bytes, int or float

_UNSUPPORTED = (
    "{} needs a connection of its own, and the host's are shared by all tasks. Use a client library of your own for it"
    " (requirements.txt, `taskhost pip install`), or a task that asks again"
)


class Group:
    """Commands of one kind. Each gives an awaitable; `encoding` decodes its answer, None leaves bytes."""

    def _run(self, name: str, *args: Any, **how: Any) -> Awaitable[Any]:
        raise NotImplementedError


def matching(match: Optional[Any], count: Optional[int]) -> List[Any]:
    """SCAN's options."""
    return (["MATCH", match] if match is not None else []) + (["COUNT", count] if count is not None else [])


async def each(fetch: Callable[[int], Awaitable[Tuple[int, List[Any]]]]) -> AsyncIterator[Any]:
    """All that a SCAN finds."""
    cursor = -1
    while cursor:
        cursor, found = await fetch(max(cursor, 0))
        for one in found:
            yield one


def refuse(what: str) -> Any:
    """A command that is not there."""

    def refused(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(_UNSUPPORTED.format(what))

    refused.__doc__ = "Not here: " + _UNSUPPORTED.format(what) + "."
    return refused
