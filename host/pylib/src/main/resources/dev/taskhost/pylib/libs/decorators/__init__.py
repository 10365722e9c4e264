"""Decorators: exceptions that are logged and not raised, singletons, blocking modules made awaitable."""

from __future__ import annotations

import threading
from functools import wraps
from typing import Any, Awaitable, Callable, Optional, TypeVar

from .._beside import fallback as _fallback

__all__ = ["try_catch", "try_catch_async", "singleton", "AsyncModuleWrapper"]

_T = TypeVar("_T")


def _log_failure(function: Callable[..., Any], error: Exception) -> None:
    from traceback import format_exception

    from ..logger import LoggerPool

    name = getattr(function, "__name__", repr(function))
    LoggerPool.other.error(
        {
            "panic_keyword": f"{name}_err",
            "err": "".join(format_exception(type(error), error, error.__traceback__)),
            "err_type": "try_catch_decorator",
        }
    )


def try_catch(func: Callable[..., _T]) -> Callable[..., Optional[_T]]:
    """The function, with its exceptions logged by `LoggerPool.other` and None returned instead of them."""

    @wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Optional[_T]:
        try:
            return func(*args, **kwargs)
        except Exception as e:
            _log_failure(func, e)
            return None

    return wrapper


def try_catch_async(func: Callable[..., Awaitable[_T]]) -> Callable[..., Awaitable[Optional[_T]]]:
    """As `try_catch`, for a coroutine function. Cancellation goes through."""

    @wraps(func)
    async def wrapper(*args: Any, **kwargs: Any) -> Optional[_T]:
        try:
            return await func(*args, **kwargs)
        except Exception as e:
            _log_failure(func, e)
            return None

    return wrapper


def singleton(cls: Callable[..., _T]) -> Callable[..., _T]:
    """The class with one instance per interpreter: the first call makes it, later ones get it whatever they pass. Thread-safe."""
    made: list[_T] = []
    making = threading.RLock()

    @wraps(cls, updated=())
    def instance(*args: Any, **kwargs: Any) -> _T:
        if not made:
            with making:
                if not made:
                    made.append(cls(*args, **kwargs))
        return made[0]

    return instance


class AsyncModuleWrapper:
    """A module or object whose functions block, with each of them awaitable: it runs on a thread.

        sleep = AsyncModuleWrapper(time).sleep
        await sleep(10)

    What is not callable is given as it is.

    :param module: what has the functions
    :param loop: whose coroutines await them; None: whichever runs when one is called
    :param max_workers: how many of them run at once
    """

    def __init__(self, module: Any, loop: Any = None, max_workers: int = 1) -> None:
        self.module = module
        self.loop = loop
        self.max_workers = max_workers
        self._executor: Any = None

    def __getattr__(self, name: str) -> Any:
        origin = getattr(self.module, name)
        if not callable(origin):
            return origin

        async def on_thread(*args: Any, **kwargs: Any) -> Any:
            return await self.run(origin, *args, **kwargs)

        self.__dict__[name] = on_thread  # the next look finds it without coming here
        return on_thread

    @property
    def executor(self) -> Any:
        """The threads, made when first needed."""
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(max_workers=self.max_workers)
        return self._executor

    async def run(self, origin_func: Callable[..., _T], *args: Any, **kwargs: Any) -> _T:
        """Calls a function on a thread and gives what it returns, or raises what it raises."""
        import asyncio
        from functools import partial

        loop = self.loop or asyncio.get_running_loop()
        return await loop.run_in_executor(self.executor, partial(origin_func, *args, **kwargs))


__getattr__ = _fallback(__name__)
