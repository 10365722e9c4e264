"""Commands for hashes (https://redis.io/commands/?group=hash)."""

from __future__ import annotations

from typing import Any, AsyncIterator, Awaitable, Optional

from ._base import Group, Key, Value, each, matching
from ._replies import flat_mapping, mapping, ok, page, pairs


class Hashes(Group):
    """Commands for hashes (https://redis.io/commands/?group=hash)."""

    def hdel(self, key: Key, field: Key, *fields: Value) -> Awaitable[Any]:
        """Deletes fields; gives how many were there."""
        return self._run("HDEL", key, field, *fields)

    def hexists(self, key: Key, field: Key) -> Awaitable[Any]:
        """Whether there is such a field."""
        return self._run("HEXISTS", key, field, convert=bool)

    def hget(self, key: Key, field: Key, **how: Any) -> Awaitable[Any]:
        """A field's value; None when it is missing."""
        return self._run("HGET", key, field, **how)

    def hgetall(self, key: Key, **how: Any) -> Awaitable[Any]:
        """All fields and values as a dict."""
        return self._run("HGETALL", key, convert=mapping, **how)

    def hincrby(self, key: Key, field: Key, increment: int = 1) -> Awaitable[Any]:
        """So much more; gives the new number."""
        return self._run("HINCRBY", key, field, increment)

    def hincrbyfloat(self, key: Key, field: Key, increment: float = 1.0) -> Awaitable[Any]:
        """So much more; gives the new number as a float."""
        return self._run("HINCRBYFLOAT", key, field, increment, convert=float)

    def hkeys(self, key: Key, **how: Any) -> Awaitable[Any]:
        """All fields."""
        return self._run("HKEYS", key, **how)

    def hlen(self, key: Key) -> Awaitable[Any]:
        """How many fields there are."""
        return self._run("HLEN", key)

    def hmget(self, key: Key, field: Key, *fields: Value, **how: Any) -> Awaitable[Any]:
        """The fields' values, None for each that is missing."""
        return self._run("HMGET", key, field, *fields, **how)

    def hset(self, key: Key, field: Key, value: Value) -> Awaitable[Any]:
        """Sets a field; gives 1 when it is a new one."""
        return self._run("HSET", key, field, value)

    def hsetnx(self, key: Key, field: Key, value: Value) -> Awaitable[Any]:
        """Sets a field if it is missing; gives 1 when it did."""
        return self._run("HSETNX", key, field, value)

    def hstrlen(self, key: Key, field: Key) -> Awaitable[Any]:
        """How long a field's value is."""
        return self._run("HSTRLEN", key, field)

    def hvals(self, key: Key, **how: Any) -> Awaitable[Any]:
        """All values."""
        return self._run("HVALS", key, **how)

    def hmset(self, key: Key, field: Any, value: Any = None, *pairs: Value) -> Awaitable[bool]:
        """Sets several fields: `hmset(key, "a", 1, "b", 2)`; for a dict there is `hmset_dict`."""
        args = (field,) if isinstance(field, dict) and value is None else (field, value, *pairs)
        return self._run("HMSET", key, *flat_mapping(args, {}), convert=ok)

    def hmset_dict(self, key: Key, *args: Any, **kwargs: Value) -> Awaitable[bool]:
        """Sets several fields: `hmset_dict(key, {"a": 1}, b=2)`."""
        return self._run("HMSET", key, *flat_mapping(args, kwargs), convert=ok)

    def hscan(self, key: Key, cursor: int = 0, match: Optional[Any] = None, count: Optional[int] = None) -> Awaitable[Any]:
        """The next cursor, 0 at the end, and some pairs of field and value."""
        return self._run("HSCAN", key, cursor, *matching(match, count), convert=page(pairs))

    def ihscan(self, key: Key, *, match: Optional[Any] = None, count: Optional[int] = None) -> AsyncIterator[Any]:
        """For `async for`: all pairs of field and value."""
        return each(lambda cursor: self.hscan(key, cursor, match, count))
