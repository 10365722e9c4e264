"""One execution's session behind a connection: the facade may be a module's global, this is not."""

from __future__ import annotations

from . import _bridge, _errors, _literals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_IN_TRANSACTION, _AUTOCOMMIT, _NO_BACKSLASH = 1, 2, 512


class Session:
    """What stands behind a connection for the execution that is on."""

    __slots__ = ("alias", "closed", "depth", "flags", "number", "owner", "reading", "version", "wanted")

    def __init__(self, alias: str, autocommit, sql_mode):
        self.alias, self.wanted = alias, autocommit
        self.number = _bridge.open_session("mysql", alias, autocommit, sql_mode)
        self.closed = False
        self.flags: Any = None  # the server's, by its last answer
        self.depth = 0  # of transaction()
        self.owner: Any = None  # the cursor whose result is the last
        self.reading = False  # whether the rest of a result is still at the server
        self.version: Any = None

    def note(self, answer: dict) -> dict:
        """Remembers what an answer says about the session."""
        flags = answer.get("f")
        if flags is not None:
            self.flags = flags
        self.reading = bool(answer.get("h"))
        return answer

    def ask(self, operation: str, *arguments: str) -> dict:
        """Asks the host, and notes what its answer says."""
        return self.note(_bridge.call(self.number, operation, *arguments))

    def execute(self, statement: str) -> dict:
        """Executes a whole statement."""
        return self.ask("execute", statement)

    @property
    def backslash(self) -> bool:
        """Whether a backslash is an escape."""
        return self.flags is None or not self.flags & _NO_BACKSLASH

    def bind(self, statement: str, parameters) -> str:
        """The statement with its parameters in it."""
        whole = _literals.bound(statement, parameters, self.backslash)
        if self.flags is None and parameters is not None and "\\" in whole:
            self.ask("ping")  # whether that is an escape depends on sql_mode
            whole = _literals.bound(statement, parameters, self.backslash)
        return whole

    def autocommits(self) -> bool:
        """Whether each statement is a transaction of its own, outside explicit ones."""
        if self.flags is None:
            if self.wanted is not None:
                return self.wanted
            self.ask("ping")
        flags: Any = self.flags
        return bool(flags & _AUTOCOMMIT)

    def is_clean(self) -> bool:
        """Whether it is known that a COMMIT would do nothing."""
        known = self.flags is not None and not self.reading
        return known and bool(self.flags & _AUTOCOMMIT) and not self.flags & _IN_TRANSACTION

    def begin(self) -> None:
        """Begins a transaction, or a savepoint within one."""
        self.execute("BEGIN" if self.depth == 0 else f"SAVEPOINT taskhost_{self.depth}")
        self.depth += 1

    def end(self, well: bool) -> None:
        """Ends what :meth:`begin` began last."""
        self.depth -= 1
        if self.depth == 0:
            self.execute("COMMIT" if well else "ROLLBACK")
        else:
            self.execute(f"{'RELEASE' if well else 'ROLLBACK TO'} SAVEPOINT taskhost_{self.depth}")

    def close(self) -> None:
        """Gives the connection back."""
        self.closed, self.depth, self.owner, self.flags = True, 0, None, None
        _bridge.call(self.number, "close")


def of(facade, alias: str, autocommit, sql_mode) -> Session:
    """The session of a facade for the execution that is on; a new one at its first use."""
    kept = _bridge.kept()
    session = kept.get(facade)
    if session is None:
        session = kept[facade] = Session(alias, autocommit, sql_mode)
    elif session.closed:
        raise _errors.InterfaceError(0, f"this connection to [{alias}] is closed; ping() or connect() opens it again")
    return session
