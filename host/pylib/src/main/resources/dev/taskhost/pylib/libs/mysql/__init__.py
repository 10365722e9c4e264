"""MySQL for tasks, by peewee (https://docs.peewee-orm.com): in blocking code and in coroutines.

    from libs.mysql import MysqlPools

    class Order(peewee.Model):
        class Meta:
            database = MysqlPools.default.db_conn       # a table of mysql.toml

    orders = Order.select().where(Order.paid == 0)       # blocks
    await MysqlPools.default.manager.execute(Order.update(paid=1))

The connections are the host's, so that all tasks of it share `max_connections` of them. What an execution leaves open is rolled
back and given back at its end. peewee has to be in requirements.txt.
"""

from __future__ import annotations

from typing import Any, Dict

from .._beside import fallback as _fallback
from ..tomlread import ConfEntity as _ConfEntity

__all__ = ["MysqlPools", "MysqlWrapper", "Pool"]

LACKS_PEEWEE = (
    "libs.mysql and models need the package peewee, which is not installed; add peewee to requirements.txt and run"
    " `taskhost pip install`. Without peewee there is taskhost.mysql()"
)


class Pool:
    """The database of an alias, in two forms."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._db_conn: Any = None
        self._manager: Any = None

    @property
    def db_conn(self) -> Any:
        """A `peewee.MySQLDatabase`; one for all tasks of an interpreter, each of which has a connection and a transaction of its own.

        :raises ModuleNotFoundError: when peewee is not installed
        """
        if self._db_conn is None:
            try:
                from taskhost.orm import HostMySQLDatabase
            except ModuleNotFoundError as e:
                if e.name != "peewee":
                    raise
                raise ModuleNotFoundError(LACKS_PEEWEE, name="peewee") from e
            self._db_conn = HostMySQLDatabase(self.alias)
        return self._db_conn

    @property
    def manager(self) -> Any:
        """A `Manager`, which executes peewee's queries in coroutines: see libs.mysql.manager."""
        if self._manager is None:
            database = self.db_conn
            from .manager import Manager

            self._manager = Manager(database)
        return self._manager

    def __repr__(self) -> str:
        return f"<Pool [{self.alias}]>"


class MysqlWrapper:
    """Databases by attribute: `MysqlPools.default` is the one of mysql.toml's table `[default]`."""

    def __init__(self) -> None:
        self._pools: Dict[str, Pool] = {}

    @property
    def pools(self) -> Dict[str, Pool]:
        """All of them by alias."""
        return {alias: self._pool(alias) for alias in _ConfEntity().mysql}

    def _pool(self, alias: str) -> Pool:
        return self._pools.setdefault(alias, Pool(alias))

    def __getattr__(self, key: str) -> Pool:
        if key.startswith("_"):
            raise AttributeError(key)
        if key not in self._pools:
            known = _ConfEntity().mysql
            if key not in known:
                there = ", ".join(sorted(known)) or "none at all"
                raise AttributeError(f"mysql.toml has no table [{key}]; it has {there}. Add it, and restart the host")
        return self._pool(key)


MysqlPools = MysqlWrapper()

__getattr__ = _fallback(__name__)
