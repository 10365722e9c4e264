"""What a connection has beside PEP 249's and PyMySQL's: short ways to rows, and transactions as blocks."""

from __future__ import annotations

from ._cursors import Cursor, DictCursor
from ._errors import Error, note

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing costs a task that uses a database more than the database
    from typing import Any, Iterable, Iterator

    from .dbapi import Connection, Parameters


class ShortWays:
    """Of a connection."""

    if TYPE_CHECKING:

        def cursor(self, cursor: type | None = None) -> Cursor: ...

    def query(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """All rows of a SELECT, each a dict by column name. For very many of them see :meth:`stream`."""
        with self.cursor(DictCursor) as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def query_one(self, sql: str, params: Parameters = None) -> dict[str, Any] | None:
        """The first row of a SELECT as a dict; None when it finds none."""
        with self.cursor(DictCursor) as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()

    def query_value(self, sql: str, params: Parameters = None) -> Any:
        """The first value of the first row; None when there is no row."""
        with self.cursor(Cursor) as cursor:
            cursor.execute(sql, params)
            row = cursor.fetchone()
            return None if row is None else row[0]

    def execute(self, sql: str, params: Parameters = None) -> int:
        """Executes a statement; gives the number of rows it affected."""
        with self.cursor(Cursor) as cursor:
            return cursor.execute(sql, params)

    def execute_many(self, sql: str, rows: Iterable[Any]) -> int:
        """As :meth:`Cursor.executemany`."""
        with self.cursor(Cursor) as cursor:
            return cursor.executemany(sql, rows)

    def stream(self, sql: str, params: Parameters = None) -> Iterator[dict[str, Any]]:
        """The rows of a SELECT one by one, each a dict; never more than a thousand of them in memory."""
        with self.cursor(DictCursor) as cursor:
            cursor.execute(sql, params)
            yield from cursor

    def transaction(self) -> Transaction:
        """A transaction around a ``with`` block: what it did is undone when it raises. One within another is a savepoint."""
        return Transaction(self)  # type: ignore[arg-type]  # a Connection is all that has these


class Transaction:
    """What :meth:`Connection.transaction` gives."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._session: Any = None

    def __enter__(self) -> Connection:
        self._session = self._connection._session()
        self._session.begin()
        return self._connection

    def __exit__(self, kind, error, traceback) -> None:
        session = self._session
        if kind is None:
            session.end(True)
        elif not session.closed and session.depth:
            try:
                session.end(False)
            except Error as on_top:
                note(error, f"The transaction could not be rolled back in order: {on_top}")
