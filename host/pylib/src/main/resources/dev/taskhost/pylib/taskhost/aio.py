"""The host's databases for coroutines: what waits holds up nobody else.

::

    from taskhost import aio

    db = aio.mysql("reports")

    async def task(task_key, **kwargs):
        async with db.transaction():
            await db.execute("UPDATE stock SET left_over = left_over - 1 WHERE id = %s", (7,))
        async for row in db.stream("SELECT * FROM orders"):
            ...
"""

from __future__ import annotations

from . import _bridge, _cursors, _errors, _literals, _redis, _rows, _session, _told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, AsyncIterator, Iterable, Sequence

    from ._redis import Argument
    from ._told import Names
    from .dbapi import Parameters

__all__ = ["Database", "Redis", "Result", "Transaction", "mysql", "notice", "redis"]


class Result:
    """What a statement gave.

    ``rows`` is a list of tuples, ``description`` PEP 249's or None where there is no result, ``rowcount`` the number of rows
    affected or found, ``lastrowid`` the number made for an AUTO_INCREMENT column, 0 for none.
    """

    __slots__ = ("description", "lastrowid", "names", "rowcount", "rows")

    def __init__(self, rows, description, names, rowcount, lastrowid):
        self.rows, self.description, self.names = rows, description, names
        self.rowcount, self.lastrowid = rowcount, lastrowid

    def dicts(self) -> list[dict[str, Any]]:
        """Its rows as dicts."""
        return [dict(zip(self.names, row)) for row in self.rows]


class _Lane:
    """A session's number, and what is known of it."""

    __slots__ = ("depth", "flags", "lock", "number", "task")

    def __init__(self, number):
        self.number, self.flags, self.depth, self.task, self.lock = number, None, 0, None, None


class Database:
    """A database of mysql.toml. It may be a module's global.

    Each call has a connection of the pool for itself and gives it back at once; within :meth:`transaction` all calls of the
    same coroutine go through that one's.
    """

    def __init__(self, alias: str = "default", *, sql_mode: str | None = None):
        self.alias = alias
        self._sql_mode = sql_mode

    # ---- calls ------------------------------------------------------------------------------------------------------

    async def run(self, sql: str, params: Parameters = None) -> Result:
        """Executes a statement and reads all it gives."""
        lane = self._lane()
        answer = await self._execute(lane, sql, params)
        columns = answer.get("c")
        if columns is None:
            return Result([], None, (), answer["n"], answer["id"])
        wanted = _rows.converters(columns)
        rows = _rows.tuples(answer["r"], wanted)
        async for more in self._rest(lane, answer):
            rows.extend(_rows.tuples(more, wanted))
        return Result(rows, _rows.description(columns), _rows.names(columns), len(rows), 0)

    async def query(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """All rows of a SELECT, each a dict by column name. For very many of them see :meth:`stream`."""
        return (await self.run(sql, params)).dicts()

    async def query_one(self, sql: str, params: Parameters = None) -> dict[str, Any] | None:
        """The first row of a SELECT as a dict; None when it finds none."""
        result = await self.run(sql, params)
        return dict(zip(result.names, result.rows[0])) if result.rows else None

    async def query_value(self, sql: str, params: Parameters = None) -> Any:
        """The first value of the first row; None when there is no row."""
        result = await self.run(sql, params)
        return result.rows[0][0] if result.rows else None

    async def execute(self, sql: str, params: Parameters = None) -> int:
        """Executes a statement; gives the number of rows it affected."""
        return (await self.run(sql, params)).rowcount

    async def execute_many(self, sql: str, rows: Iterable[Any]) -> int:
        """An INSERT or REPLACE of many rows, as one statement for each quarter of a megabyte. Another statement is executed
        for each row, all in one transaction.

        :returns: how many rows were affected, altogether
        """
        parts = _literals.many_rows(sql)
        affected = 0
        if parts is None:
            async with self.transaction():
                for row in rows:
                    affected += await self.execute(sql, row)
            return affected
        prefix, values, suffix = parts
        lane = self._lane()
        backslash = await self._backslash(lane)
        for chunk in _cursors._chunks((_literals.bound(values, row, backslash) for row in rows), None):
            affected += (await self._execute(lane, prefix + ",".join(chunk) + suffix, None))["n"]
        return affected

    async def stream(self, sql: str, params: Parameters = None) -> AsyncIterator[dict[str, Any]]:
        """The rows of a SELECT one by one, each a dict; never more than a thousand of them in memory."""
        lane = self._lane()
        answer = await self._execute(lane, sql, params)
        columns = answer.get("c", ())
        wanted, names = _rows.converters(columns), _rows.names(columns)
        for row in _rows.tuples(answer.get("r", ()), wanted):
            yield dict(zip(names, row))
        async for more in self._rest(lane, answer):
            for row in _rows.tuples(more, wanted):
                yield dict(zip(names, row))

    def transaction(self) -> Transaction:
        """A transaction around an ``async with`` block: what it did is undone when it raises. One within another is a
        savepoint.
        """
        return Transaction(self)

    # ---- the way there ----------------------------------------------------------------------------------------------

    def _lane(self) -> _Lane | None:
        """The transaction of the coroutine that is on; None outside one."""
        from asyncio import current_task

        lanes = _bridge.kept().get(self)
        return lanes.get(current_task()) if lanes else None

    def _open(self, autocommit=True) -> int:
        return _bridge.open_session("mysql", self.alias, autocommit, self._sql_mode)

    async def _backslash(self, lane) -> bool:
        """Whether a backslash is an escape for this server; asked once for each execution."""
        if lane is not None and lane.flags is not None:
            return not lane.flags & _session._NO_BACKSLASH
        known = _bridge.kept()
        key = (self, "backslash")
        if key not in known:
            number = self._open()
            answer = await _bridge.acall(number, "ping")
            await _bridge.acall(number, "close")
            known[key] = not answer["f"] & _session._NO_BACKSLASH
        return known[key]

    async def _execute(self, lane, sql, params) -> dict:
        whole = _literals.bound(sql, params)
        if params is not None and "\\" in whole and not await self._backslash(lane):
            whole = _literals.bound(sql, params, False)
        if lane is None:
            number = self._open()
            answer = await _bridge.acall(number, "once", whole)
            answer["s"] = number
        else:
            async with lane.lock:
                answer = await _bridge.acall(lane.number, "execute", whole)
            lane.flags = answer["f"]
            answer["s"] = lane.number
        return answer

    async def _rest(self, lane, answer):
        """The batches after the first."""
        number, handle = answer["s"], answer.get("h")
        if not handle:
            return
        try:
            while handle:
                answer = await _bridge.acall(number, "fetch", str(handle))
                handle = answer["h"]
                yield answer["r"]
        finally:
            if lane is None:
                await _bridge.acall(number, "close")
            elif handle:
                await _bridge.acall(number, "free", str(handle))

    def __repr__(self) -> str:
        return f"<taskhost async database [{self.alias}]>"


class Transaction:
    """What :meth:`Database.transaction` gives."""

    def __init__(self, database: Database):
        self._database = database
        self._lane: Any = None

    async def __aenter__(self) -> Database:
        from asyncio import Lock, current_task

        lanes = _bridge.kept().setdefault(self._database, {})
        task = current_task()
        lane = lanes.get(task)
        if lane is None:
            lane = _Lane(self._database._open())
            lane.lock, lane.task = Lock(), task
            await _bridge.acall(lane.number, "execute", "BEGIN")
            lanes[task] = lane
        else:
            await _bridge.acall(lane.number, "execute", f"SAVEPOINT taskhost_{lane.depth}")
        lane.depth += 1
        self._lane = lane
        return self._database

    async def __aexit__(self, kind, error, traceback) -> None:
        lane = self._lane
        lane.depth -= 1
        if lane.depth:
            end = f"{'RELEASE' if kind is None else 'ROLLBACK TO'} SAVEPOINT taskhost_{lane.depth}"
            await _bridge.acall(lane.number, "execute", end)
            return
        del _bridge.kept()[self._database][lane.task]
        if kind is None:
            try:
                await _bridge.acall(lane.number, "execute", "COMMIT")
            finally:
                await _bridge.acall(lane.number, "close")
            return
        try:
            await _bridge.acall(lane.number, "close")  # rolls back
        except _errors.Error as on_top:
            _errors.note(error, f"The transaction could not be rolled back in order: {on_top}")


class Redis:
    """A Redis of redis.toml. It may be a module's global. Each call has a connection of the pool for itself."""

    def __init__(self, alias: str = "default"):
        self.alias = alias

    @property
    def encoding(self) -> str:
        """As :attr:`taskhost.Redis.encoding`."""
        return _bridge.call(_redis.session(self, self.alias), "encoding")

    async def call(self, name: str, *args: Argument) -> bytes | int | list | None:
        """As :meth:`taskhost.Redis.call`."""
        number = _redis.session(self, self.alias)
        return _redis.reply(await _bridge.acall(number, "call", *_redis.command((name, *args))))

    async def pipeline(self, several: Iterable[Sequence[Argument]], transaction: bool = False) -> list[Any]:
        """As :meth:`taskhost.Redis.pipeline`."""
        texts = _redis.commands(several)
        if not texts:
            return []
        number = _redis.session(self, self.alias)
        return _redis.reply(await _bridge.acall(number, "transaction" if transaction else "pipeline", *texts))

    def __repr__(self) -> str:
        return f"<taskhost async Redis [{self.alias}]>"


def mysql(alias: str = "default", *, sql_mode: str | None = None) -> Database:
    """A database of mysql.toml; takes no connection before the first call.

    :param sql_mode: the server's variable of that name, for this use of it; None: as the server has it
    """
    return Database(alias, sql_mode=sql_mode)


def redis(alias: str = "default") -> Redis:
    """A Redis of redis.toml; takes no connection before the first call."""
    return Redis(alias)


async def notice(text: str, *, to: Names | None = None, urgent: bool = False, title: str | None = None) -> list[str]:
    """As :func:`taskhost.notice`, while other coroutines go on."""
    return await _bridge.acall(0, "notice", _told.request(text, to, urgent, title))
