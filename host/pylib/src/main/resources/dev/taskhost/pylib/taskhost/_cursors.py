"""Cursors: what a statement found, read as it is asked for."""

from __future__ import annotations

import re

from . import _errors, _literals, _rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SELECT = re.compile(r"\s*\(*\s*(?:select|show|with|call|explain|desc)\b", re.I)

#: Characters of one statement that :meth:`Cursor.executemany` makes; the least packet a server takes is a megabyte.
MOST_CHARACTERS = 250_000

#: Statements sent at once where they cannot be one.
MOST_STATEMENTS = 1_000


class Cursor:
    """A cursor whose rows are tuples.

    A result of up to a thousand rows is there whole after :meth:`execute`, and ``rowcount`` tells how many they are. Of a
    larger one the rows come as they are asked for, and ``rowcount`` is -1 until the last of them.
    """

    #: How many rows :meth:`fetchmany` gives without a number.
    arraysize = 1

    def __init__(self, connection):
        self.connection = connection
        self._session = None
        self._closed = False
        self._reset()
        self._executed = None

    def _reset(self):
        self.description = None
        self.rowcount = -1
        self.lastrowid = None
        self.rownumber = 0
        self._batch, self._at = [], 0
        self._handle, self._more = 0, False
        self._wanted = self._names = ()

    # ---- executing --------------------------------------------------------------------------------------------------

    def _begin(self):
        if self._closed:
            raise _errors.ProgrammingError(0, "this cursor is closed; take another one from its connection")
        session = self.connection._session()
        if self._handle:
            self._free()
        self._reset()
        self._session = session
        return session

    def execute(self, query: str, args=None) -> int:
        """Executes a statement.

        :param query: with ``%s`` or ``%(name)s`` where parameters go, if there are any
        :param args: a sequence, a dict, or one value; None: there are no parameters, and a ``%`` is a ``%``
        :returns: how many rows it affected or found; -1 when a large result is still to be read
        """
        session = self._begin()
        whole = session.bind(query, args)
        self._executed = whole
        self._take(session.execute(whole))
        session.owner = self
        return self.rowcount

    def mogrify(self, query: str, args=None) -> str:
        """The statement that :meth:`execute` would send."""
        return self.connection._session().bind(query, args)

    def executemany(self, query: str, args) -> int:
        """Executes a statement for each of a sequence of parameters: an INSERT or REPLACE of rows as one statement, others in
        one round trip.

        :returns: how many rows were affected, altogether
        """
        rows = list(args)
        if not rows:
            return 0
        if len(rows) == 1 or (_SELECT.match(query) and not _literals.many_rows(query)):
            affected = sum(self.execute(query, row) for row in rows)
            self.rowcount = affected
            return affected
        session = self._begin()
        affected = 0
        for answer in self._many(session, query, rows):
            affected += answer["n"]
            if not self.lastrowid:
                self.lastrowid = answer["id"]
        self.rowcount = affected
        session.owner = self
        return affected

    def _many(self, session, query, rows):
        parts = _literals.many_rows(query)
        if parts is None:
            for chunk in _chunks((session.bind(query, row) for row in rows), MOST_STATEMENTS):
                self._executed = chunk[-1]
                yield session.ask("all", *chunk)
            return
        prefix, values, suffix = parts
        for chunk in _chunks((session.bind(values, row) for row in rows), None):
            self._executed = prefix + ",".join(chunk) + suffix
            yield session.execute(self._executed)

    def callproc(self, procname: str, args=()):
        """Calls a stored procedure; its results are read with :meth:`fetchall` and :meth:`nextset`, its OUT parameters with
        ``SELECT @_procname_0``.
        """
        if args:
            names = [f"@_{procname}_{index}" for index in range(len(args))]
            self.execute("SET " + ",".join(f"{name}=%s" for name in names), tuple(args))
            self.execute(f"CALL {procname}({','.join(names)})")
        else:
            self.execute(f"CALL {procname}()")
        return args

    def nextset(self):
        """Goes on to the next result of the last statement; None when there is none."""
        if not self._more or self._session is None or self._session.owner is not self:
            return None
        session = self._session
        answer = session.ask("next")
        self._reset()
        self._session = session
        if not answer:
            return None
        self._take(answer)
        return True

    def setinputsizes(self, *sizes):
        """Does nothing, as PEP 249 allows."""

    def setoutputsize(self, *sizes):
        """Does nothing, as PEP 249 allows."""

    # ---- reading ----------------------------------------------------------------------------------------------------

    def _take(self, answer):
        columns = answer.get("c")
        self.lastrowid = answer["id"]
        if columns is not None:
            self.description = _rows.description(columns)
            self._wanted = _rows.converters(columns)
            self._names = self._keys(columns)
        self._add(answer)

    def _add(self, answer):
        rows = answer.get("r")
        if rows is not None:
            self._batch, self._at = self._made(_rows.tuples(rows, self._wanted)), 0
        self._handle = answer.get("h", 0)
        self._more = answer.get("m", False)
        self.rowcount = answer["n"]

    def _keys(self, columns):
        return ()

    def _made(self, rows):
        return rows

    def _next_batch(self) -> bool:
        """Whether there are more rows; they are in the batch then."""
        while self._at >= len(self._batch):
            if not self._handle:
                return False
            self._add(self._session.ask("fetch", str(self._handle)))
        return True

    def _check(self):
        if self._executed is None:
            raise _errors.ProgrammingError(0, "there is nothing to fetch before execute()")

    def fetchone(self):
        """The next row; None when there is none."""
        self._check()
        if not self._next_batch():
            return None
        row = self._batch[self._at]
        self._at += 1
        self.rownumber += 1
        return row

    def fetchmany(self, size: int | None = None):
        """So many of the next rows, fewer at the end."""
        self._check()
        wanted = self.arraysize if size is None else size
        found: list[Any] = []
        while len(found) < wanted and self._next_batch():
            part = self._batch[self._at : self._at + wanted - len(found)]
            self._at += len(part)
            found.extend(part)
        self.rownumber += len(found)
        return self._whole(found)

    def fetchall(self):
        """All rows that are left."""
        self._check()
        found = self._batch[self._at :] if self._at else self._batch
        self._at = len(self._batch)
        while self._next_batch():
            found = found + self._batch if found else self._batch
            self._at = len(self._batch)
        self.rownumber += len(found)
        return self._whole(found)

    def _whole(self, rows):
        return tuple(rows)

    def scroll(self, value: int, mode: str = "relative") -> None:
        """Goes to another row of a result that was not larger than a batch."""
        self._check()
        if self._handle or self.rowcount != len(self._batch):
            raise _errors.NotSupportedError(0, "a result of over a thousand rows is read from its begin to its end only")
        if mode not in ("relative", "absolute"):
            raise _errors.ProgrammingError(0, f"scroll goes relative or absolute, not {mode!r}")
        at = value + (self._at if mode == "relative" else 0)
        if not 0 <= at < len(self._batch):
            raise IndexError("there is no such row")
        self._at = self.rownumber = at

    def __iter__(self):
        return self

    def __next__(self):
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row

    # ---- its end ----------------------------------------------------------------------------------------------------

    def _free(self):
        handle, self._handle = self._handle, 0
        if self._session is not None and not self._session.closed:
            self._session.ask("free", str(handle))

    def close(self) -> None:
        """Forgets its rows; those still on their way are read and thrown away."""
        if self._closed:
            return
        self._closed = True
        if self._handle:
            self._free()
        self._batch = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def _chunks(texts, most):
    chunk, size = [], 0
    for text in texts:
        if chunk and (size + len(text) > MOST_CHARACTERS or len(chunk) == most):
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text)
    if chunk:
        yield chunk


class DictCursor(Cursor):
    """A cursor whose rows are dicts."""

    def _keys(self, columns):
        return _rows.names(columns)

    def _made(self, rows):
        names = self._names
        return [dict(zip(names, row)) for row in rows]

    def _whole(self, rows):
        return list(rows)


class SSCursor(Cursor):
    """As :class:`Cursor`: every cursor reads large results as they are asked for. For programs that name this one."""

    def _whole(self, rows):
        return list(rows)

    def fetchall_unbuffered(self):
        """Iterates over the rows."""
        return iter(self)


class SSDictCursor(DictCursor):
    """As :class:`DictCursor`, for programs that name this one."""
