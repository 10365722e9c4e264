"""Commands for sorted sets (https://redis.io/commands/?group=sorted-set)."""

from __future__ import annotations

from typing import Any, AsyncIterator, Awaitable, Optional

from ._base import Group, Key, Value, each, matching
from ._replies import Number, number, optional_number, page, same, scored


class SortedSets(Group):
    """Commands for sorted sets (https://redis.io/commands/?group=sorted-set)."""

    def zcard(self, key: Key) -> Awaitable[Any]:
        """How many members there are."""
        return self._run("ZCARD", key)

    def zincrby(self, key: Key, increment: int, member: Value) -> Awaitable[Any]:
        """So much more for a member; gives its new score."""
        return self._run("ZINCRBY", key, increment, member, convert=number)

    def zrank(self, key: Key, member: Value) -> Awaitable[Any]:
        """A member's place from the lowest score, 0 first; None when it is none."""
        return self._run("ZRANK", key, member)

    def zrem(self, key: Key, member: Value, *members: Value) -> Awaitable[Any]:
        """Removes members; gives how many were there."""
        return self._run("ZREM", key, member, *members)

    def zremrangebyrank(self, key: Key, start: int, stop: int) -> Awaitable[Any]:
        """Removes members by their places; gives how many."""
        return self._run("ZREMRANGEBYRANK", key, start, stop)

    def zrevrank(self, key: Key, member: Value) -> Awaitable[Any]:
        """A member's place from the highest score, 0 first; None when it is none."""
        return self._run("ZREVRANK", key, member)

    def zscore(self, key: Key, member: Value) -> Awaitable[Any]:
        """A member's score; None when it is none."""
        return self._run("ZSCORE", key, member, convert=optional_number)

    ZSET_EXCLUDE_MIN = "ZSET_EXCLUDE_MIN"
    ZSET_EXCLUDE_MAX = "ZSET_EXCLUDE_MAX"
    ZSET_EXCLUDE_BOTH = "ZSET_EXCLUDE_BOTH"
    ZSET_AGGREGATE_SUM = "SUM"
    ZSET_AGGREGATE_MIN = "MIN"
    ZSET_AGGREGATE_MAX = "MAX"
    ZSET_IF_NOT_EXIST = "NX"
    ZSET_IF_EXIST = "XX"

    def zadd(self, key: Key, score: Number, member: Value, *pairs: Value, exist: Optional[str] = None) -> Awaitable[int]:
        """Adds members with their scores: `zadd(key, 1, "a", 2, "b")`; gives how many are new.

        :param exist: `ZSET_IF_NOT_EXIST` or `ZSET_IF_EXIST`: only then
        """
        if len(pairs) % 2:
            raise TypeError("scores and members have to come in pairs: zadd(key, 1, 'a', 2, 'b')")
        if not all(isinstance(each, (int, float)) for each in (score, *pairs[::2])):
            raise TypeError("a score has to be a number, and stands before its member: zadd(key, 1, 'a', 2, 'b')")
        return self._run("ZADD", key, *([exist] if exist else []), score, member, *pairs)

    def zcount(
        self, key: Key, min: Number = float("-inf"), max: Number = float("inf"), *, exclude: Optional[str] = None
    ) -> Awaitable[int]:
        """How many members have such scores."""
        return self._run("ZCOUNT", key, *self._bounds(exclude, min, max))

    def zrange(self, key: Key, start: int = 0, stop: int = -1, withscores: bool = False, **how: Any) -> Awaitable[Any]:
        """Members by their places, or pairs of member and score."""
        return self._ranged("ZRANGE", withscores, how, key, start, stop)

    def zrevrange(self, key: Key, start: int, stop: int, withscores: bool = False, **how: Any) -> Awaitable[Any]:
        """As `zrange`, from the highest score."""
        return self._ranged("ZREVRANGE", withscores, how, key, start, stop)

    def zrangebyscore(
        self,
        key: Key,
        min: Number = float("-inf"),
        max: Number = float("inf"),
        withscores: bool = False,
        offset: Optional[int] = None,
        count: Optional[int] = None,
        *,
        exclude: Optional[str] = None,
        **how: Any,
    ) -> Awaitable[Any]:
        """Members by their scores, or pairs of member and score."""
        bounds = self._bounds(exclude, min, max)
        return self._ranged("ZRANGEBYSCORE", withscores, how, key, *bounds, limit=(offset, count))

    def zrevrangebyscore(
        self,
        key: Key,
        max: Number = float("inf"),
        min: Number = float("-inf"),
        *,
        exclude: Optional[str] = None,
        withscores: bool = False,
        offset: Optional[int] = None,
        count: Optional[int] = None,
        **how: Any,
    ) -> Awaitable[Any]:
        """As `zrangebyscore`, from the highest score."""
        low, high = self._bounds(exclude, min, max)
        return self._ranged("ZREVRANGEBYSCORE", withscores, how, key, high, low, limit=(offset, count))

    def zremrangebyscore(
        self, key: Key, min: Number = float("-inf"), max: Number = float("inf"), *, exclude: Optional[str] = None
    ) -> Awaitable[int]:
        """Removes members by their scores; gives how many."""
        return self._run("ZREMRANGEBYSCORE", key, *self._bounds(exclude, min, max))

    def zrangebylex(
        self,
        key: Key,
        min: bytes = b"-",
        max: bytes = b"+",
        include_min: bool = True,
        include_max: bool = True,
        offset: Optional[int] = None,
        count: Optional[int] = None,
        **how: Any,
    ) -> Awaitable[Any]:
        """Members of one score by their names."""
        words = self._words(min, max, include_min, include_max)
        return self._ranged("ZRANGEBYLEX", False, how, key, *words, limit=(offset, count))

    def zlexcount(
        self, key: Key, min: bytes = b"-", max: bytes = b"+", include_min: bool = True, include_max: bool = True
    ) -> Awaitable[int]:
        """How many members of one score have such names."""
        return self._run("ZLEXCOUNT", key, *self._words(min, max, include_min, include_max))

    def zremrangebylex(
        self, key: Key, min: bytes = b"-", max: bytes = b"+", include_min: bool = True, include_max: bool = True
    ) -> Awaitable[int]:
        """Removes members of one score by their names; gives how many."""
        return self._run("ZREMRANGEBYLEX", key, *self._words(min, max, include_min, include_max))

    def zunionstore(
        self, destkey: Key, key: Any, *keys: Any, with_weights: bool = False, aggregate: Optional[str] = None
    ) -> Awaitable[int]:
        """Stores the members of any set; gives how many. With weights, each key is `(key, weight)`."""
        return self._stored("ZUNIONSTORE", destkey, (key, *keys), with_weights, aggregate)

    def zinterstore(
        self, destkey: Key, key: Any, *keys: Any, with_weights: bool = False, aggregate: Optional[str] = None
    ) -> Awaitable[int]:
        """Stores the members that are in all sets; gives how many. With weights, each key is `(key, weight)`."""
        return self._stored("ZINTERSTORE", destkey, (key, *keys), with_weights, aggregate)

    def zscan(self, key: Key, cursor: int = 0, match: Optional[Any] = None, count: Optional[int] = None) -> Awaitable[Any]:
        """The next cursor, 0 at the end, and some pairs of member and score."""
        return self._run("ZSCAN", key, cursor, *matching(match, count), convert=page(scored))

    def izscan(self, key: Key, *, match: Optional[Any] = None, count: Optional[int] = None) -> AsyncIterator[Any]:
        """For `async for`: all pairs of member and score."""
        return each(lambda cursor: self.zscan(key, cursor, match, count))

    def _ranged(
        self, name: str, withscores: bool, how: Any, *args: Value, limit: Any = (None, None)
    ) -> Awaitable[Any]:
        offset, count = limit
        if (offset is None) != (count is None):
            raise TypeError("offset and count have to be given both, or none of them")
        options = ["WITHSCORES"] if withscores else []
        options += [] if offset is None else ["LIMIT", offset, count]
        return self._run(name, *args, *options, convert=scored if withscores else same, **how)

    def _stored(self, name: str, destkey: Key, keys: Any, with_weights: bool, aggregate: Optional[str]) -> Awaitable[int]:
        names = [each[0] for each in keys] if with_weights else list(keys)
        weights = ["WEIGHTS", *(each[1] for each in keys)] if with_weights else []
        how = ["AGGREGATE", aggregate] if aggregate else []
        return self._run(name, destkey, len(names), *names, *weights, *how)

    def _bounds(self, exclude: Optional[str], low: Number, high: Number) -> Any:
        both = exclude == self.ZSET_EXCLUDE_BOTH
        return (
            f"({low}" if both or exclude == self.ZSET_EXCLUDE_MIN else str(low),
            f"({high}" if both or exclude == self.ZSET_EXCLUDE_MAX else str(high),
        )

    def _words(self, low: bytes, high: bytes, include_low: bool, include_high: bool) -> Any:
        return (
            low if low == b"-" else (b"[" if include_low else b"(") + low,
            high if high == b"+" else (b"[" if include_high else b"(") + high,
        )
