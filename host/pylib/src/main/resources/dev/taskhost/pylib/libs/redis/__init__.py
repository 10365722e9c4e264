"""Redis for tasks, with the calls of aioredis 1.x.

    from libs.redis import redis_pools

    async def task(task_key, *args, **kwargs):
        redis = await redis_pools("default")          # a table of redis.toml
        await redis.set("seen", "1", expire=60, exist=redis.SET_IF_NOT_EXIST)
        await redis.hmset_dict("hash", key1="value1", key2=123)
        await redis.hgetall("hash", encoding="utf-8")

The connections are the host's, so that all tasks of it share `maxsize` of them: none is a task's own, and what needs one
(SUBSCRIBE, WATCH, SELECT, blocking pops) is refused. Calls are coroutines: they begin when they are awaited.
"""

from __future__ import annotations

from typing import Any, Dict

from .._beside import fallback as _fallback
from ..tomlread import ConfEntity as _ConfEntity
from ._client import MultiExec, Pipeline, Redis

__all__ = ["redis_pools", "Redis", "MultiExec", "Pipeline", "UnknownAlias"]

_clients: Dict[str, Redis] = {}


class UnknownAlias(KeyError):
    """redis.toml has no such table."""

    def __str__(self) -> str:
        return str(self.args[0])


async def redis_pools(alias: str) -> Redis:
    """The client of an alias; one for all tasks of an interpreter.

    :param alias: a table of redis.toml
    :raises UnknownAlias: when there is no such table
    """
    client = _clients.get(alias)
    if client is None:
        known = _ConfEntity().redis
        if alias not in known:
            there = f"it has {', '.join(sorted(known))}" if known else "it has none at all"
            raise UnknownAlias(f"redis.toml has no table [{alias}]; {there}. Add it, and restart the host")
        client = _clients[alias] = Redis(alias)
    return client


_own = _fallback(__name__)


def __getattr__(name: str) -> Any:
    try:
        return _own(name)
    except AttributeError:
        if __import__("sys").modules.get("redis") is not __import__("sys").modules[__name__]:
            raise
        raise AttributeError(
            f"module 'libs.redis' has no attribute {name!r}. Without the package redis being installed, `import redis` is"
            " `import libs.redis`, as in the original; add redis to requirements.txt and run `taskhost pip install` for the package"
        ) from None
