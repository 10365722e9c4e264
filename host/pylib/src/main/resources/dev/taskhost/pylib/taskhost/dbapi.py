"""MySQL and MariaDB through the host's pools, as PEP 249 has it and PyMySQL does it.

::

    from taskhost import dbapi

    connection = dbapi.connect("reports")          # a table of mysql.toml
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM users WHERE city = %s", ("上海",))
        for row in cursor:
            ...
    connection.commit()                            # of what was changed
"""

from __future__ import annotations

from . import _bridge, _literals, _session
from ._cursors import Cursor, DictCursor, SSCursor, SSDictCursor
from ._errors import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    UnknownAliasError,
    Warning,
)
from ._short import ShortWays
from ._types import (
    BINARY,
    DATE,
    DATETIME,
    NUMBER,
    ROWID,
    STRING,
    TIME,
    TIMESTAMP,
    Binary,
    Date,
    DateFromTicks,
    Time,
    TimeFromTicks,
    Timestamp,
    TimestampFromTicks,
)

__all__ = [
    "BINARY",
    "Binary",
    "Connection",
    "Cursor",
    "DATE",
    "DATETIME",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "DictCursor",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NUMBER",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "ROWID",
    "SSCursor",
    "SSDictCursor",
    "STRING",
    "TIME",
    "TIMESTAMP",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "UnknownAliasError",
    "Warning",
    "apilevel",
    "connect",
    "escape_string",
    "paramstyle",
    "threadsafety",
]

apilevel = "2.0"
#: Threads may share the module; those that share a connection take turns at it, and share its transaction.
threadsafety = 1
paramstyle = "pyformat"

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing costs a task that uses a database more than the database
    from typing import Any, Mapping, Sequence, Union

    #: What a statement's parameters may be.
    Parameters = Union[None, Sequence[Any], Mapping[str, Any], Any]


def escape_string(text: str) -> str:
    """What stands between the quotes of a literal, where a backslash is an escape."""
    return _literals.escape_text(text)


class Connection(ShortWays):
    """A connection of the host's pool.

    It may be a module's global: what stands behind it, the real connection with its transaction, belongs to the execution that
    uses it. Each gets one from the pool with its first statement; what it leaves open is rolled back and given back at its end.
    The threads and coroutines of one execution share it and take turns.
    """

    Warning, Error, InterfaceError, DatabaseError = Warning, Error, InterfaceError, DatabaseError
    DataError, OperationalError, IntegrityError = DataError, OperationalError, IntegrityError
    InternalError, ProgrammingError, NotSupportedError = InternalError, ProgrammingError, NotSupportedError

    def __init__(
        self,
        alias: str = "default",
        *,
        autocommit: bool | None = None,
        cursorclass: type = Cursor,
        sql_mode: str | None = None,
    ):
        self.alias = alias
        self.cursorclass = cursorclass
        self._autocommit, self._sql_mode = autocommit, sql_mode

    def _session(self) -> _session.Session:
        return _session.of(self, self.alias, self._autocommit, self._sql_mode)

    # ---- PEP 249 ----------------------------------------------------------------------------------------------------

    def cursor(self, cursor: type | None = None) -> Cursor:
        """A new cursor.

        :param cursor: its class; None: the one this connection was made with
        """
        return (cursor or self.cursorclass)(self)

    def commit(self) -> None:
        """Makes what was done since the last commit last."""
        session = self._session()
        if not session.is_clean():
            session.execute("COMMIT")
        session.depth = 0

    def rollback(self) -> None:
        """Undoes what was done since the last commit."""
        session = self._session()
        if not session.is_clean():
            session.execute("ROLLBACK")
        session.depth = 0

    def close(self) -> None:
        """Rolls back what is open and gives the connection to the pool."""
        self._session().close()

    # ---- as PyMySQL has it ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begins a transaction."""
        self._session().execute("BEGIN")

    def autocommit(self, value: bool) -> None:
        """Whether each statement is a transaction of its own, from now on."""
        session = self._session()
        if session.flags is None or bool(session.flags & 2) != bool(value):
            session.execute(f"SET AUTOCOMMIT = {1 if value else 0}")

    def get_autocommit(self) -> bool:
        """Whether each statement is a transaction of its own."""
        return self._session().autocommits()

    def connect(self) -> None:
        """Opens it again after :meth:`close`; does nothing else."""
        session = _bridge.kept().get(self)
        if session is not None and session.closed:
            del _bridge.kept()[self]

    def ping(self, reconnect: bool = True) -> None:
        """Asks the server whether it is there.

        :param reconnect: takes another connection where this one is closed or lost
        :raises OperationalError: when the server cannot be reached
        """
        if reconnect:
            self.connect()
            self._session().ask("forget")
        self._session().version = self._session().ask("ping")

    @property
    def open(self) -> bool:
        """Whether it is not closed."""
        session = _bridge.kept().get(self)
        return session is None or not session.closed

    def select_db(self, db: str) -> None:
        """Makes another database the one that names without one mean."""
        self._session().execute("USE `" + db.replace("`", "``") + "`")

    def show_warnings(self) -> tuple:
        """The warnings of the last statement: level, number and text of each."""
        with self.cursor(Cursor) as cursor:
            cursor.execute("SHOW WARNINGS")
            return cursor.fetchall()

    def escape(self, obj: Any, mapping: Any = None) -> str:
        """A value as a literal."""
        return _literals.literal(obj, self._session().backslash)

    literal = escape

    def escape_string(self, s: str) -> str:
        """What stands between the quotes of a literal."""
        return _literals.escape_text(s, self._session().backslash)

    def insert_id(self) -> int:
        """The number that the last statement made for an AUTO_INCREMENT column; 0 for none."""
        owner = self._session().owner
        return (owner.lastrowid or 0) if owner is not None else 0

    def affected_rows(self) -> int:
        """How many rows the last statement affected or found."""
        owner = self._session().owner
        return owner.rowcount if owner is not None else 0

    def _server(self) -> dict:
        session = self._session()
        if session.version is None:
            session.version = session.ask("ping")
        return session.version

    def thread_id(self) -> int:
        """The server's number of the connection."""
        return self._session().ask("ping")["thread"]

    def get_server_info(self) -> str:
        """The server's version."""
        return self._server()["version"]

    @property
    def server_version(self) -> str:
        """The server's version."""
        return self._server()["version"]

    def character_set_name(self) -> str:
        """Always ``utf8mb4``: the server converts it to whatever a table uses."""
        return "utf8mb4"

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<taskhost connection [{self.alias}]>"


def connect(
    alias: str | None = None,
    *,
    autocommit: bool | None = False,
    cursorclass: type = Cursor,
    sql_mode: str | None = None,
    database: str | None = None,
    db: str | None = None,
    charset: str = "utf8mb4",
    use_unicode: bool = True,
) -> Connection:
    """A connection to a database of mysql.toml; takes none of the pool's before its first statement.

    :param alias: a table of mysql.toml; ``default`` when nothing names another
    :param autocommit: whether each statement is a transaction of its own; not by default, as PEP 249 has it, so that what is not
        committed is undone; None: what mysql.toml says, as with :func:`taskhost.mysql`
    :param cursorclass: what :meth:`Connection.cursor` gives
    :param sql_mode: the server's variable of that name, for this connection; None: as the server has it
    :param database: the same as alias, for libraries that know PyMySQL's names; so is ``db``
    :param charset: ``utf8`` or ``utf8mb4``, which are the same here
    :param use_unicode: texts are always ``str``
    :raises NotSupportedError: for another charset
    """
    if charset not in ("utf8", "utf8mb3", "utf8mb4") or not use_unicode:
        raise NotSupportedError(0, f"charset {charset!r}, use_unicode {use_unicode}: texts are str here, in utf8mb4")
    return Connection(
        alias or database or db or "default", autocommit=autocommit, cursorclass=cursorclass, sql_mode=sql_mode
    )
