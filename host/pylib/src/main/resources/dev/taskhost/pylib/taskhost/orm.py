"""peewee on the host's pools.

::

    import peewee
    from taskhost.orm import HostMySQLDatabase

    db = HostMySQLDatabase("reports")              # a table of mysql.toml

    class User(peewee.Model):
        class Meta:
            database = db
"""

from __future__ import annotations

import peewee

from . import _bridge, dbapi

__all__ = ["HostMySQLDatabase"]


class _State:
    """peewee's state of a connection, as it is for the execution that is on, whichever of its threads or coroutines asks."""

    def __init__(self, database):
        object.__setattr__(self, "_database", database)

    def _own(self):
        kept = _bridge.kept()
        key = (id(self._database), "peewee")
        own = kept.get(key)
        if own is None:
            own = kept[key] = peewee._ConnectionState()
        return own

    def __getattr__(self, name):
        if name == "closed" and _bridge.kept_or_none() is None:
            return True  # outside a task nothing is open
        return getattr(self._own(), name)

    def __setattr__(self, name, value):
        setattr(self._own(), name, value)


class HostMySQLDatabase(peewee.MySQLDatabase):
    """A ``peewee.MySQLDatabase`` whose connections are the host's.

    It may be a module's global. Connection and transaction belong to the execution that uses it, not to a thread: executions
    that wait on one thread do not meet in it. Nothing is connected before the first query.
    """

    def __init__(self, alias: str = "default", **options):
        self.alias = alias
        options["thread_safe"] = False  # its lock and its state are of threads
        super().__init__(alias, **options)
        self._state = _State(self)

    def init(self, database, **options):
        """Takes another alias."""
        #: peewee's own mode unless another is wanted: it joins texts by ``||``, and is not strict
        self.host_sql_mode = options.pop("sql_mode", getattr(peewee.MySQLDatabase, "sql_mode", "PIPES_AS_CONCAT"))
        self.alias = database
        self._connection = dbapi.Connection(database, autocommit=True, sql_mode=self.host_sql_mode)
        self.connect_params.update(options)
        self.database, self.deferred = database, not database

    def _connect(self):
        self._connection.connect()
        return self._connection

    def _set_server_version(self, connection):
        self.server_version = self._extract_server_version(connection.get_server_info())

    def begin(self, *args):
        """Begins a transaction."""
        with peewee.__exception_wrapper__:
            self.connection().begin()

    def get_binary_type(self):
        """What bytes are wrapped in."""
        return dbapi.Binary
