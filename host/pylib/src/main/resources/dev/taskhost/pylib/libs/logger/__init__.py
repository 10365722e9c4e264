"""Loggers for tasks, a table of logger.toml each.

    from libs.logger import LoggerPool

    logger = LoggerPool.other
    logger.info({"keyword": "begun", "orders": 3})
    logger.error("it went wrong", exc_info=True)

A line is a JSON object in the file that the table names: the record's fields, `msg` (always an object), `timestamp`,
`time_fmt`, `host_name`, `host_ip`, `trace_id` and `exc_info`. The trace id is that of the running execution and need not be
passed. The host writes the files, so that interpreters, processes and the host itself share them.
"""

from __future__ import annotations

import logging
from typing import Any

from .._beside import fallback as _fallback
from .._seam import conf as _conf
from ._handler import HostHandler as _HostHandler

__all__ = ["LoggerPool", "LoggerWrap"]

_ROOT = "root"


class LoggerWrap:
    """Loggers by attribute: `LoggerPool.other` is the one of logger.toml's table `[other]`; a name without a table is `[root]`'s.

    They are `logging.Logger` objects with all that these can do; `logging.getLogger("other")` is the same one. Thread-safe.
    """

    def __init__(self) -> None:
        handler = _HostHandler()
        tables = _conf("logger")
        self._root = _configured(logging.Logger(_ROOT), tables.get(_ROOT, {}), handler)
        self._named = {
            name: _configured(logging.getLogger(name), table, handler) for name, table in tables.items() if name != _ROOT
        }

    def __getattr__(self, key: str) -> logging.Logger:
        if key.startswith("__"):
            raise AttributeError(key)
        return self._named.get(key, self._root)


def _configured(logger: logging.Logger, table: dict[str, Any], handler: logging.Handler) -> logging.Logger:
    logger.setLevel(str(table.get("level", "DEBUG")).upper())
    logger.propagate = False  # its file is its own, as the host's is
    if handler not in logger.handlers:
        logger.addHandler(handler)
    return logger


LoggerPool = LoggerWrap()

__getattr__ = _fallback(__name__)
