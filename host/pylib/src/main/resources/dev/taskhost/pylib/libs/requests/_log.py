"""A line in the log for a request that failed."""

from __future__ import annotations

import re
from typing import Any, Mapping

_SECRET = re.compile("password|passwd|secret|token|sign", re.IGNORECASE)
_MOST = 2000  # characters of a response


def _shown(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: "***" if _SECRET.search(name) else value for name, value in values.items()}


def log_failure(keyword: str, server: Any, error: BaseException) -> None:
    """Logs it by the root logger, without secrets.

    :param keyword: `panic_keyword` of the line
    :param server: the request
    """
    from traceback import format_exception

    from ..logger import LoggerPool

    response = server._response
    LoggerPool.root.error(
        {
            "panic_keyword": keyword,
            "err": "".join(format_exception(type(error), error, error.__traceback__)),
            "url": server._url,
            "fetch_url": str(server._fetch_url or "").partition("?")[0] or None,
            "data": _shown(server._data or {}),
            "query": _shown(server._query or {}),
            "json": _shown(server._json or {}),
            "rsp": response[:_MOST] if response is not None else None,
        }
    )
