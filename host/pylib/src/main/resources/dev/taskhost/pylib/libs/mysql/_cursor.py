"""A result as peewee reads it."""

from __future__ import annotations

from typing import Any, Iterator, Optional


class Gathered:
    """All of a statement's result, as a PEP 249 cursor that is at its end.

    :param result: of `taskhost.aio`
    """

    def __init__(self, result: Any) -> None:
        self.description = result.description
        self.rowcount: int = result.rowcount
        self.lastrowid: Optional[int] = result.lastrowid
        self._rows: Iterator[Any] = iter(result.rows)

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def close(self) -> None:
        self._rows = iter(())
