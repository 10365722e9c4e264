"""Commands for strings (https://redis.io/commands/?group=string)."""

from __future__ import annotations

from typing import Any, Awaitable, Optional

from ._base import Group, Key, Value
from ._replies import flat_mapping, ok


class Strings(Group):
    """Commands for strings (https://redis.io/commands/?group=string)."""

    def append(self, key: Key, value: Value) -> Awaitable[Any]:
        """Appends to a value; gives its length."""
        return self._run("APPEND", key, value)

    def bitop_and(self, dest: Key, key: Key, *keys: Value) -> Awaitable[Any]:
        """Stores the values' bits that all have."""
        return self._run("BITOP", "AND", dest, key, *keys)

    def bitop_or(self, dest: Key, key: Key, *keys: Value) -> Awaitable[Any]:
        """Stores the values' bits that any has."""
        return self._run("BITOP", "OR", dest, key, *keys)

    def bitop_xor(self, dest: Key, key: Key, *keys: Value) -> Awaitable[Any]:
        """Stores the values' bits that an odd number of them has."""
        return self._run("BITOP", "XOR", dest, key, *keys)

    def bitop_not(self, dest: Key, key: Key) -> Awaitable[Any]:
        """Stores the bits that the value does not have."""
        return self._run("BITOP", "NOT", dest, key)

    def decr(self, key: Key) -> Awaitable[Any]:
        """One less; gives the new number."""
        return self._run("DECR", key)

    def decrby(self, key: Key, decrement: int) -> Awaitable[Any]:
        """So much less; gives the new number."""
        return self._run("DECRBY", key, decrement)

    def get(self, key: Key, **how: Any) -> Awaitable[Any]:
        """The value; None when there is none."""
        return self._run("GET", key, **how)

    def getbit(self, key: Key, offset: int) -> Awaitable[Any]:
        """A bit, 0 or 1."""
        return self._run("GETBIT", key, offset)

    def getrange(self, key: Key, start: int, end: int, **how: Any) -> Awaitable[Any]:
        """A part of the value."""
        return self._run("GETRANGE", key, start, end, **how)

    def getset(self, key: Key, value: Value, **how: Any) -> Awaitable[Any]:
        """Sets the value and gives the one before."""
        return self._run("GETSET", key, value, **how)

    def incr(self, key: Key) -> Awaitable[Any]:
        """One more; gives the new number."""
        return self._run("INCR", key)

    def incrby(self, key: Key, increment: int) -> Awaitable[Any]:
        """So much more; gives the new number."""
        return self._run("INCRBY", key, increment)

    def incrbyfloat(self, key: Key, increment: int) -> Awaitable[Any]:
        """So much more; gives the new number as a float."""
        return self._run("INCRBYFLOAT", key, increment, convert=float)

    def mget(self, key: Key, *keys: Value, **how: Any) -> Awaitable[Any]:
        """The values, None for each that is missing."""
        return self._run("MGET", key, *keys, **how)

    def psetex(self, key: Key, milliseconds: int, value: Value) -> Awaitable[Any]:
        """Sets a value for that time."""
        return self._run("PSETEX", key, milliseconds, value, convert=ok)

    def setbit(self, key: Key, offset: int, value: Value) -> Awaitable[Any]:
        """Sets a bit and gives the one before."""
        return self._run("SETBIT", key, offset, value)

    def setnx(self, key: Key, value: Value) -> Awaitable[Any]:
        """Sets the value if there is none; gives whether it did."""
        return self._run("SETNX", key, value, convert=bool)

    def setrange(self, key: Key, offset: int, value: Value) -> Awaitable[Any]:
        """Overwrites a part; gives the length."""
        return self._run("SETRANGE", key, offset, value)

    def strlen(self, key: Key) -> Awaitable[Any]:
        """How long the value is."""
        return self._run("STRLEN", key)

    SET_IF_NOT_EXIST = "SET_IF_NOT_EXIST"
    SET_IF_EXIST = "SET_IF_EXIST"

    def set(
        self, key: Key, value: Value, *, expire: int = 0, pexpire: int = 0, exist: Optional[str] = None
    ) -> Awaitable[bool]:
        """Sets a value; gives whether it did.

        :param expire: for so many seconds; 0: for good
        :param pexpire: for so many milliseconds; it counts before `expire`
        :param exist: `SET_IF_NOT_EXIST` or `SET_IF_EXIST`: only then
        """
        options: list[Any] = ["EX", expire] if expire else []
        if pexpire:
            options = ["PX", pexpire]
        if exist not in (None, self.SET_IF_EXIST, self.SET_IF_NOT_EXIST):
            raise ValueError(f"exist is {exist!r}; it has to be SET_IF_NOT_EXIST, SET_IF_EXIST or None")
        if exist is not None:
            options.append("XX" if exist == self.SET_IF_EXIST else "NX")
        return self._run("SET", key, value, *options, convert=ok)

    def setex(self, key: Key, seconds: float, value: Value) -> Awaitable[bool]:
        """Sets a value for that time."""
        if isinstance(seconds, float):
            return self.psetex(key, int(seconds * 1000), value)
        return self._run("SETEX", key, seconds, value, convert=ok)

    def mset(self, *args: Any) -> Awaitable[bool]:
        """Sets several values: `mset("a", 1, "b", 2)` or `mset({"a": 1, "b": 2})`."""
        return self._run("MSET", *flat_mapping(args, {}), convert=ok)

    def msetnx(self, key: Key, value: Value, *pairs: Value) -> Awaitable[int]:
        """Sets several values if none of the keys is there; gives 1 when it did."""
        return self._run("MSETNX", *flat_mapping((key, value, *pairs), {}))

    def bitcount(self, key: Key, start: Optional[int] = None, end: Optional[int] = None) -> Awaitable[int]:
        """How many bits are 1; start and end are both given, or none."""
        if (start is None) != (end is None):
            raise TypeError("start and end have to be given both, or none of them")
        return self._run("BITCOUNT", key, *([] if start is None else [start, end]))

    def bitpos(self, key: Key, bit: int, start: Optional[int] = None, end: Optional[int] = None) -> Awaitable[int]:
        """Where the first such bit is; -1: nowhere."""
        if end is not None:
            return self._run("BITPOS", key, bit, start or 0, end)
        return self._run("BITPOS", key, bit, *([] if start is None else [start]))
