"""The client: sends commands through the host, alone or several together."""

from __future__ import annotations

from typing import Any, Awaitable, List, Optional, Tuple

from ._hashes import Hashes
from ._keys import Keys
from ._lists import Lists
from ._replies import Convert, decoded, same
from ._server import Server
from ._sets import Sets
from ._sorted_sets import SortedSets
from ._strings import Strings

__all__ = ["Redis", "Pipeline", "MultiExec"]

UNSET: Any = object()


class Commands(Keys, Strings, Hashes, Lists, Sets, SortedSets, Server):
    """All commands, whatever becomes of them."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._encoding: Optional[str] = None
        self._host: Any = None

    @property
    def host(self) -> Any:
        """The host's client, which gives bytes; one for all calls, as each makes itself known to the host once in an execution."""
        if self._host is None:
            from taskhost import aio

            self._host = aio.redis(self.alias)
        return self._host

    @property
    def encoding(self) -> Optional[str]:
        """How answers are decoded when a call does not say; None: they are bytes."""
        if self._encoding is None:
            from ..tomlread import ConfEntity

            self._encoding = ConfEntity().redis.get(self.alias, {}).get("encoding", "")
        return self._encoding or None

    def _finish(self, reply: Any, convert: Convert, encoding: Any, errors: str) -> Any:
        wanted = self.encoding if encoding is UNSET else encoding
        return convert(decoded(reply, wanted, errors))


class Redis(Commands):
    """The Redis of an alias. Any number of coroutines may use it at once."""

    def __repr__(self) -> str:
        return f"<Redis [{self.alias}]>"

    def _run(  # type: ignore[override]  # Group leaves open what this names
        self, name: str, *args: Any, convert: Convert = same, encoding: Any = UNSET, errors: Any = "strict"
    ) -> Awaitable[Any]:
        async def call() -> Any:
            return self._finish(await self.host.call(name, *args), convert, encoding, errors)

        return call()

    def pipeline(self) -> "Pipeline":
        """Collects commands and sends them together."""
        return Pipeline(self)

    def multi_exec(self) -> "MultiExec":
        """Collects commands that take effect together (MULTI, EXEC)."""
        return MultiExec(self)

    # ---- the pool is the host's -------------------------------------------------------------------------------

    closed = False

    def close(self) -> None:
        """Does nothing: the connections are the host's, and other tasks use them."""

    async def wait_closed(self) -> None:
        """Does nothing; see `close`."""

    async def __aenter__(self) -> "Redis":
        return self

    async def __aexit__(self, *error: Any) -> None:
        return None

    def __await__(self) -> Any:
        async def itself() -> "Redis":
            return self

        return itself().__await__()  # `with await redis as connection` of aioredis

    def __enter__(self) -> "Redis":
        return self

    def __exit__(self, *error: Any) -> None:
        return None


class MultiExecError(Exception):
    """A command that was sent with others has failed; its own error is the cause."""


class Pipeline(Commands):
    """Commands that are collected and sent in one round trip.

        pipe = redis.pipeline()
        counted = pipe.incr("a")
        pipe.set("b", 1)
        await pipe.execute()          # [1, True]
        await counted                 # 1
    """

    transaction = False

    def __init__(self, client: Redis) -> None:
        super().__init__(client.alias)
        self._host = client.host
        self._commands: List[Tuple[Any, ...]] = []
        self._waiting: List[Tuple[Any, Convert, Any, str]] = []

    def _run(  # type: ignore[override]  # Group leaves open what this names
        self, name: str, *args: Any, convert: Convert = same, encoding: Any = UNSET, errors: Any = "strict"
    ) -> Awaitable[Any]:
        import asyncio

        future = asyncio.get_running_loop().create_future()
        self._commands.append((name, *args))
        self._waiting.append((future, convert, encoding, errors))
        return future

    async def execute(self, *command: Any, return_exceptions: bool = False, **options: Any) -> Any:
        """Sends what was collected; the futures that the calls gave have their results afterwards.

        :param command: collects this one instead, and gives its future's result later, as other calls do
        :param return_exceptions: errors stand among the results instead of being raised
        :returns: the results, in order
        :raises MultiExecError: when a command has failed
        """
        if command:
            return self._run(*command, **options)
        commands, self._commands = self._commands, []
        waiting, self._waiting = self._waiting, []
        replies = await self.host.pipeline(commands, transaction=self.transaction)
        results = [self._settle(reply, *each) for reply, each in zip(replies, waiting)]
        failed = [result for result in results if isinstance(result, Exception)]
        if failed and not return_exceptions:
            raise MultiExecError(f"{len(failed)} of {len(results)} commands failed: {failed[0]}") from failed[0]
        return results

    def _settle(self, reply: Any, future: Any, convert: Convert, encoding: Any, errors: str) -> Any:
        if isinstance(reply, Exception):
            future.set_exception(reply)
            future.exception()  # it is told by execute; who does not ask the future is not warned
            return reply
        result = self._finish(reply, convert, encoding, errors)
        future.set_result(result)
        return result


class MultiExec(Pipeline):
    """As `Pipeline`; all of it takes effect at once, or nothing where a command is refused."""

    transaction = True
