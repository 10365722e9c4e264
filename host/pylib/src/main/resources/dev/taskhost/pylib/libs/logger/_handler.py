"""Hands log records to the host."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import date, datetime
from typing import Any

from .._seam import host, trace_id

# https://docs.python.org/3/library/logging.html#logrecord-attributes, and what formatters add
_OF_RECORDS = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName"}
_format_exception = logging.Formatter().formatException

if host is not None:
    logging.logProcesses = False  # the host writes which process it is; asking costs GraalPy a file for each record


def _plain(value: Any) -> Any:
    """What JSON has no word for, as text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "backslashreplace")
    if isinstance(value, (set, frozenset)):
        return list(value)
    return str(value)


def _dump(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=_plain)
    except (TypeError, ValueError):  # keys that are no texts, or a circle
        return json.dumps({"msg": str(value)}, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    if isinstance(record.msg, dict) and not record.args:
        return _dump(record.msg)
    plain = isinstance(record.msg, (int, float, bool, list, type(None))) and not record.args
    return _dump({"msg": record.msg if plain else record.getMessage()})


def _traceback(record: logging.LogRecord) -> str:
    parts = []
    if record.exc_info and record.exc_info[0] is not None:
        parts.append(_format_exception(record.exc_info))
    if record.stack_info:
        parts.append(record.stack_info)
    return "\n".join(parts)


class HostHandler(logging.Handler):
    """Each record goes to the host's logger of the same name; outside of a host, to the standard error as a line of JSON."""

    def createLock(self) -> None:
        self.lock = None  # the host takes records from many threads at once

    def emit(self, record: logging.LogRecord) -> None:
        try:
            fields = {
                "name": record.name,
                "levelno": record.levelno,
                "msg": _message(record),
                "pathname": record.pathname,
                "lineno": record.lineno,
                "funcName": record.funcName,
            }
            traceback = _traceback(record)
            if traceback:
                fields["exc_info"] = traceback
            extra = {key: value for key, value in record.__dict__.items() if key not in _OF_RECORDS}
            if extra:
                fields["extra"] = _dump(extra)
            if host is not None:
                self._tell(fields)
            else:
                self._print(record, fields)
        except Exception:
            self.handleError(record)  # says so on the standard error, as all handlers do

    def _tell(self, fields: dict[str, Any]) -> None:
        if host.trace_id.get():
            fields["trace_id"] = host.trace_id.get()
            fields["task_key"] = host.task_key.get()
            fields["execution_id"] = host.execution_id.get()
        host.log(json.dumps(fields, ensure_ascii=False))

    def _print(self, record: logging.LogRecord, fields: dict[str, Any]) -> None:
        line = {
            **fields,
            "msg": json.loads(fields["msg"]),
            "levelname": record.levelname,
            "timestamp": int(record.created),
            "time_fmt": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created)),
            "trace_id": trace_id(),
        }
        sys.stderr.write(_dump(line) + "\n")
