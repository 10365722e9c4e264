"""Commands for keys of any kind (https://redis.io/commands/?group=generic)."""

from __future__ import annotations

from typing import Any, AsyncIterator, Awaitable, Optional

from ._base import Group, Key, Value, each, matching
from ._replies import ok, page


class Keys(Group):
    """Commands for keys of any kind (https://redis.io/commands/?group=generic)."""

    def delete(self, key: Key, *keys: Value) -> Awaitable[Any]:
        """Deletes keys; gives how many were there."""
        return self._run("DEL", key, *keys, convert=int)

    def dump(self, key: Key, **how: Any) -> Awaitable[Any]:
        """A value as Redis writes it down."""
        return self._run("DUMP", key, **how)

    def exists(self, key: Key, *keys: Value) -> Awaitable[Any]:
        """How many of the keys are there."""
        return self._run("EXISTS", key, *keys)

    def keys(self, pattern: Value, **how: Any) -> Awaitable[Any]:
        """All keys that match; slow where there are many, see `iscan`."""
        return self._run("KEYS", pattern, **how)

    def move(self, key: Key, db: int) -> Awaitable[Any]:
        """Moves a key to another database."""
        return self._run("MOVE", key, db, convert=bool)

    def object_refcount(self, key: Key) -> Awaitable[Any]:
        """How often the value is referred to."""
        return self._run("OBJECT", "REFCOUNT", key)

    def object_encoding(self, key: Key, **how: Any) -> Awaitable[Any]:
        """How the value is held."""
        return self._run("OBJECT", "ENCODING", key, **how)

    def object_idletime(self, key: Key) -> Awaitable[Any]:
        """For how many seconds nobody asked for it."""
        return self._run("OBJECT", "IDLETIME", key)

    def persist(self, key: Key) -> Awaitable[Any]:
        """Makes a key stay; gives whether it had a time."""
        return self._run("PERSIST", key, convert=bool)

    def pexpire(self, key: Key, timeout: int) -> Awaitable[Any]:
        """Lets a key go after so many milliseconds; gives whether it is there."""
        return self._run("PEXPIRE", key, timeout, convert=bool)

    def pexpireat(self, key: Key, timestamp: int) -> Awaitable[Any]:
        """Lets a key go at a timestamp in milliseconds."""
        return self._run("PEXPIREAT", key, timestamp, convert=bool)

    def pttl(self, key: Key) -> Awaitable[Any]:
        """How many milliseconds it has; -1: it stays, -2: it is not there."""
        return self._run("PTTL", key)

    def renamenx(self, key: Key, newkey: Key) -> Awaitable[Any]:
        """Renames a key if the new name is free."""
        return self._run("RENAMENX", key, newkey, convert=bool)

    def rename(self, key: Key, newkey: Key) -> Awaitable[Any]:
        """Renames a key."""
        return self._run("RENAME", key, newkey, convert=ok)

    def restore(self, key: Key, timeout: int, value: Value) -> Awaitable[Any]:
        """Makes a key of what `dump` gave."""
        return self._run("RESTORE", key, timeout, value)

    def touch(self, key: Key, *keys: Value) -> Awaitable[Any]:
        """How many of the keys are there; they count as asked for."""
        return self._run("TOUCH", key, *keys)

    def ttl(self, key: Key) -> Awaitable[Any]:
        """How many seconds it has; -1: it stays, -2: it is not there."""
        return self._run("TTL", key)

    def type(self, key: Key, **how: Any) -> Awaitable[Any]:
        """What kind of value it has."""
        return self._run("TYPE", key, **how)

    def unlink(self, key: Key, *keys: Value) -> Awaitable[Any]:
        """As `delete`, with the memory freed later."""
        return self._run("UNLINK", key, *keys, convert=int)

    def randomkey(self, **how: Any) -> Awaitable[Any]:
        """A key by chance; None when there is none."""
        return self._run("RANDOMKEY", **how)

    def expire(self, key: Key, timeout: float) -> Awaitable[bool]:
        """Lets a key go after so many seconds; gives whether it is there."""
        if isinstance(timeout, float):
            return self.pexpire(key, int(timeout * 1000))
        return self._run("EXPIRE", key, timeout, convert=bool)

    def expireat(self, key: Key, timestamp: float) -> Awaitable[bool]:
        """Lets a key go at a timestamp in seconds; gives whether it is there."""
        if isinstance(timestamp, float):
            return self.pexpireat(key, int(timestamp * 1000))
        return self._run("EXPIREAT", key, timestamp, convert=bool)

    def scan(self, cursor: int = 0, match: Optional[Any] = None, count: Optional[int] = None) -> Awaitable[Any]:
        """The next cursor, 0 at the end, and some keys."""
        return self._run("SCAN", cursor, *matching(match, count), convert=page())

    def iscan(self, *, match: Optional[Any] = None, count: Optional[int] = None) -> AsyncIterator[Any]:
        """For `async for`: all keys."""
        return each(lambda cursor: self.scan(cursor, match, count))

    def sort(
        self,
        key: Key,
        *get_patterns: Value,
        by: Optional[Any] = None,
        offset: Optional[int] = None,
        count: Optional[int] = None,
        asc: Optional[bool] = None,
        alpha: bool = False,
        store: Optional[Key] = None,
    ) -> Awaitable[Any]:
        """The elements of a list, set or sorted set in order, or how many were stored."""
        options: list[Any] = ["BY", by] if by is not None else []
        if offset is not None and count is not None:
            options += ["LIMIT", offset, count]
        for pattern in get_patterns:
            options += ["GET", pattern]
        if asc is not None:
            options.append("ASC" if asc else "DESC")
        options += ["ALPHA"] if alpha else []
        options += ["STORE", store] if store is not None else []
        return self._run("SORT", key, *options)
