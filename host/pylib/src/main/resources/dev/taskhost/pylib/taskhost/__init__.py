"""What the host gives to task functions.

::

    import taskhost

    db = taskhost.mysql("reports")                 # a table of mysql.toml; without a name: [default]

    def task(task_key, **kwargs):
        with db.transaction():
            db.execute("UPDATE stock SET left_over = left_over - 1 WHERE id = %s", (7,))
        return db.query_value("SELECT COUNT(*) FROM stock")

``taskhost.aio`` has the same for coroutines, ``taskhost.dbapi`` is PEP 249's module, ``taskhost.orm`` carries peewee.
``taskhost.progress(0.4, "loading")`` says how far the execution is, ``taskhost.notice("…")`` tells people something,
``taskhost.secret("name")`` gives a secret of the configuration, ``taskhost.http`` calls servers.
``taskhost.log`` is a logger, ``taskhost.config()`` the configuration, ``taskhost.clock`` the host's clock; ``taskhost.cancelled()``
says whether the execution was asked to end.
"""

from __future__ import annotations

from . import _bridge, clock, dbapi
from ._errors import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NoticeError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    RedisError,
    RedisUnavailableError,
    SecretError,
    UnknownAliasError,
    Warning,
)
from ._redis import Redis
from ._told import notice, progress
from .dbapi import Connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from typing import Any

    from . import aio, http

    #: The host's logger: a ``logging.Logger`` whose lines carry the trace id and go where the host's do.
    log: logging.Logger

__all__ = [
    "Connection",
    "DataError",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NoticeError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Redis",
    "RedisError",
    "RedisUnavailableError",
    "SecretError",
    "UnknownAliasError",
    "Warning",
    "cancelled",
    "clock",
    "config",
    "dbapi",
    "http",
    "log",
    "mysql",
    "notice",
    "progress",
    "redis",
    "secret",
]


def mysql(alias: str = "default", *, autocommit: bool | None = None) -> Connection:
    """A connection to a database of mysql.toml. It may be a module's global; takes none of the pool's before its first
    statement.

    :param alias: a table of mysql.toml
    :param autocommit: whether each statement is a transaction of its own; None: what mysql.toml says
    """
    return Connection(alias, autocommit=autocommit)


def redis(alias: str = "default") -> Redis:
    """A Redis of redis.toml. It may be a module's global; takes no connection before its first call."""
    return Redis(alias)


def secret(name: str) -> str:
    """A secret of ``[secrets]`` in common.toml, as it is now: one that stands in a file is read anew each time.

    To be asked for inside a task's function, not at the top of a file; in coroutines as well, as there is nothing to wait for but a file.
    The host masks it in logs, output, results and errors; what a task makes of it, reversed or encoded, it does not know.

    :param name: its key there
    :raises SecretError: a LookupError, when there is no such secret, the task may not have it, or its file cannot be read
    """
    return _bridge.ask("secret", str(name))


def cancelled() -> bool:
    """Whether the execution that is on was asked to end: by a stop, by its time limit, or because the host ends.

    A coroutine gets ``asyncio.CancelledError`` then, and a plain function is broken off where it stands; this is for what a coroutine
    does to tidy up, and for threads.
    """
    return _bridge.stopping()


def config(name: str = "common") -> dict[str, Any]:
    """The values of a file of the host's configuration: a dict of its tables, the caller's to change.

    :param name: ``common``, ``logger``, ``mysql`` or ``redis``; passwords are there for trusted scripts alone
    :raises FileNotFoundError: when there is no such file
    """
    from libs._seam import conf

    return conf(name)


if not TYPE_CHECKING:  # or every name would be right for who checks types

    def __getattr__(name: str) -> Any:
        if name in ("aio", "http"):  # so that `import taskhost` is enough; not `from . import`, which would ask here again
            from importlib import import_module

            return import_module("." + name, __name__)
        if name != "log":
            raise AttributeError(f"module 'taskhost' has no attribute {name!r}")
        from libs.logger import LoggerPool  # logging costs something, which only who logs is to pay

        globals()["log"] = logger = LoggerPool.root
        return logger
