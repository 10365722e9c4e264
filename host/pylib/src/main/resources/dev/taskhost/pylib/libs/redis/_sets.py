"""Commands for sets (https://redis.io/commands/?group=set)."""

from __future__ import annotations

from typing import Any, AsyncIterator, Awaitable, Optional

from ._base import Group, Key, Value, each, matching
from ._replies import page


class Sets(Group):
    """Commands for sets (https://redis.io/commands/?group=set)."""

    def sadd(self, key: Key, member: Value, *members: Value) -> Awaitable[Any]:
        """Adds members; gives how many are new."""
        return self._run("SADD", key, member, *members)

    def scard(self, key: Key) -> Awaitable[Any]:
        """How many members there are."""
        return self._run("SCARD", key)

    def sdiff(self, key: Key, *keys: Value, **how: Any) -> Awaitable[Any]:
        """What is in the first set alone."""
        return self._run("SDIFF", key, *keys, **how)

    def sdiffstore(self, destkey: Key, key: Key, *keys: Value) -> Awaitable[Any]:
        """Stores what is in the first set alone; gives how many."""
        return self._run("SDIFFSTORE", destkey, key, *keys)

    def sinter(self, key: Key, *keys: Value, **how: Any) -> Awaitable[Any]:
        """What is in all sets."""
        return self._run("SINTER", key, *keys, **how)

    def sinterstore(self, destkey: Key, key: Key, *keys: Value) -> Awaitable[Any]:
        """Stores what is in all sets; gives how many."""
        return self._run("SINTERSTORE", destkey, key, *keys)

    def sismember(self, key: Key, member: Value) -> Awaitable[Any]:
        """1 when it is a member, else 0."""
        return self._run("SISMEMBER", key, member)

    def smembers(self, key: Key, **how: Any) -> Awaitable[Any]:
        """All members."""
        return self._run("SMEMBERS", key, **how)

    def smove(self, sourcekey: Key, destkey: Key, member: Value) -> Awaitable[Any]:
        """Moves a member; gives 1 when it was there."""
        return self._run("SMOVE", sourcekey, destkey, member)

    def srem(self, key: Key, member: Value, *members: Value) -> Awaitable[Any]:
        """Removes members; gives how many were there."""
        return self._run("SREM", key, member, *members)

    def sunion(self, key: Key, *keys: Value, **how: Any) -> Awaitable[Any]:
        """What is in any set."""
        return self._run("SUNION", key, *keys, **how)

    def sunionstore(self, destkey: Key, key: Key, *keys: Value) -> Awaitable[Any]:
        """Stores what is in any set; gives how many."""
        return self._run("SUNIONSTORE", destkey, key, *keys)

    def spop(self, key: Key, count: Optional[int] = None, **how: Any) -> Awaitable[Any]:
        """Takes a member, or a list of so many, by chance."""
        return self._run("SPOP", key, *([] if count is None else [count]), **how)

    def srandmember(self, key: Key, count: Optional[int] = None, **how: Any) -> Awaitable[Any]:
        """A member, or a list of so many, by chance."""
        return self._run("SRANDMEMBER", key, *([] if count is None else [count]), **how)

    def sscan(self, key: Key, cursor: int = 0, match: Optional[Any] = None, count: Optional[int] = None) -> Awaitable[Any]:
        """The next cursor, 0 at the end, and some members."""
        return self._run("SSCAN", key, cursor, *matching(match, count), convert=page())

    def isscan(self, key: Key, *, match: Optional[Any] = None, count: Optional[int] = None) -> AsyncIterator[Any]:
        """For `async for`: all members."""
        return each(lambda cursor: self.sscan(key, cursor, match, count))
