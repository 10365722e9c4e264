"""Commands for lists (https://redis.io/commands/?group=list)."""

from __future__ import annotations

from typing import Any, Awaitable

from ._base import Group, Key, Value, refuse
from ._replies import ok


class Lists(Group):
    """Commands for lists (https://redis.io/commands/?group=list)."""

    def lindex(self, key: Key, index: int, **how: Any) -> Awaitable[Any]:
        """An element; None when there is none."""
        return self._run("LINDEX", key, index, **how)

    def llen(self, key: Key) -> Awaitable[Any]:
        """How many elements there are."""
        return self._run("LLEN", key)

    def lpop(self, key: Key, **how: Any) -> Awaitable[Any]:
        """Takes the first element; None when there is none."""
        return self._run("LPOP", key, **how)

    def lpush(self, key: Key, value: Value, *values: Value) -> Awaitable[Any]:
        """Puts elements in front; gives how many there are now."""
        return self._run("LPUSH", key, value, *values)

    def lpushx(self, key: Key, value: Value) -> Awaitable[Any]:
        """Puts an element in front if the list is there."""
        return self._run("LPUSHX", key, value)

    def lrange(self, key: Key, start: int, stop: int, **how: Any) -> Awaitable[Any]:
        """Some elements, both ends included."""
        return self._run("LRANGE", key, start, stop, **how)

    def lrem(self, key: Key, count: int, value: Value) -> Awaitable[Any]:
        """Removes elements that are equal; gives how many."""
        return self._run("LREM", key, count, value)

    def lset(self, key: Key, index: int, value: Value) -> Awaitable[Any]:
        """Exchanges an element."""
        return self._run("LSET", key, index, value, convert=ok)

    def ltrim(self, key: Key, start: int, stop: int) -> Awaitable[Any]:
        """Keeps these elements alone."""
        return self._run("LTRIM", key, start, stop, convert=ok)

    def rpop(self, key: Key, **how: Any) -> Awaitable[Any]:
        """Takes the last element; None when there is none."""
        return self._run("RPOP", key, **how)

    def rpoplpush(self, sourcekey: Key, destkey: Key, **how: Any) -> Awaitable[Any]:
        """Moves the last element of one list to the front of another."""
        return self._run("RPOPLPUSH", sourcekey, destkey, **how)

    def rpush(self, key: Key, value: Value, *values: Value) -> Awaitable[Any]:
        """Puts elements at the end; gives how many there are now."""
        return self._run("RPUSH", key, value, *values)

    def rpushx(self, key: Key, value: Value) -> Awaitable[Any]:
        """Puts an element at the end if the list is there."""
        return self._run("RPUSHX", key, value)

    def linsert(self, key: Key, pivot: Value, value: Value, before: bool = False) -> Awaitable[int]:
        """Puts an element behind another, or before it; gives how many there are now, -1 when that other is missing."""
        return self._run("LINSERT", key, "BEFORE" if before else "AFTER", pivot, value)

    blpop = refuse("BLPOP")
    brpop = refuse("BRPOP")
    brpoplpush = refuse("BRPOPLPUSH")
