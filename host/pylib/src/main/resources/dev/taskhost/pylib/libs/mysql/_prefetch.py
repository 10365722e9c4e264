"""peewee.prefetch for coroutines."""

from __future__ import annotations

from types import FunctionType
from typing import Any, List

import peewee


class _Filled:
    """A result that a query of peewee finds it has already."""

    def __init__(self, rows: List[Any]) -> None:
        self.row_cache = rows

    def __iter__(self) -> Any:
        return iter(self.row_cache)

    def __len__(self) -> int:
        return len(self.row_cache)

    def __bool__(self) -> bool:
        return True

    def fill_cache(self, n: int = 0) -> None:
        """It is full."""


async def prefetch(manager: Any, query: Any, subqueries: Any) -> List[Any]:
    """Executes the queries that peewee makes of these, then has peewee put their results together, which asks nothing more."""
    plans = peewee.prefetch_add_subquery(query, subqueries)
    for plan in plans:
        plan.query._cursor_wrapper = _Filled(await manager.execute(plan.query))
    known = {**vars(peewee), "prefetch_add_subquery": lambda *_: plans}
    return list(FunctionType(peewee.prefetch.__code__, known)(query, *subqueries))
