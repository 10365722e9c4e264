"""The machine, its environment, ini files, ids, and dicts as objects."""

from __future__ import annotations

import os
import sys
from typing import Any, Optional

from .._beside import fallback as _fallback
from .._seam import conf_path as _conf_path, facts as _facts, trace_id as _trace_id

__all__ = [
    "Host",
    "Environ",
    "get_conf",
    "get_ini_path",
    "gen_uuid",
    "md5",
    "gen_unique_id",
    "dict2obj",
    "get_trace_id_from_stack",
]

_MOST_FRAMES = 100


class Host:
    """This machine, as it stands in the log's lines."""

    @staticmethod
    def host_ip() -> str:
        """An IPv4 address under which others may reach it; 127.0.0.1 where there is none."""
        if "host_ip" in _facts():
            return _facts()["host_ip"]
        import socket

        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # sends nothing: the system only says which address it would use
                return probe.getsockname()[0]
            except OSError:
                return "127.0.0.1"

    @staticmethod
    def host_name() -> str:
        """Its name."""
        if "host_name" in _facts():
            return _facts()["host_name"]
        import socket

        return socket.gethostname()


class Environ:
    """The environment's variables as attributes: `Environ().APP_ENV` is its text, or None; setting one sets it for this interpreter."""

    def __setattr__(self, env: str, value: object) -> None:
        os.environ[env] = str(value)

    def __getattr__(self, env: str) -> Optional[str]:
        return os.environ.get(env)


def get_ini_path(filename: str) -> str:
    """Where an ini file of the configuration lies.

    :param filename: with or without `.ini`
    :raises FileNotFoundError: when it is not there
    """
    return _conf_path(filename, ".ini")


def get_conf(filename: str, section: Optional[str] = None, key: Optional[str] = None) -> Any:
    """What an ini file in the folder of the configuration says.

    :returns: a dict of sections, each a dict of texts; with a section, that one ({} when it is missing); with a key as well, its
        text (None when it is missing)
    :raises FileNotFoundError: when there is no such file
    """
    from configparser import ConfigParser

    parser = ConfigParser()
    with open(get_ini_path(filename), encoding="utf-8") as file:
        parser.read_file(file)
    sections = {name: dict(parser.items(name)) for name in parser.sections()}
    if not section:
        return sections
    values = sections.get(section, {})
    return values.get(key) if key else values


def gen_uuid() -> str:
    """A UUID of time and machine (version 1) without dashes: 32 hexadecimal digits."""
    from uuid import uuid1

    return uuid1().hex


def md5(string: str) -> str:
    """The MD5 of a text in UTF-8: 32 hexadecimal digits. Not for passwords or signatures that matter."""
    from hashlib import md5 as _md5

    return _md5(string.encode("utf-8")).hexdigest()


def gen_unique_id() -> str:
    """32 hexadecimal digits that nobody else has."""
    from uuid import uuid4

    return uuid4().hex


class _Obj:
    """A dict's entries as attributes."""

    def __init__(self, entries: dict[str, Any]) -> None:
        self.__dict__.update(entries)

    def __repr__(self) -> str:
        return f"Obj({self.__dict__})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Obj) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]


def dict2obj(mapper: Optional[dict[str, Any]] = None, recur: bool = False) -> Any:
    """An object with the dict's entries as attributes.

    :param mapper: None, or what is no dict, gives one without any
    :param recur: dicts in it become objects too, also in lists
    """
    entries = mapper if isinstance(mapper, dict) else {}
    return _Obj({key: _deep(value) for key, value in entries.items()} if recur else dict(entries))


def _deep(value: Any) -> Any:
    if isinstance(value, dict):
        return dict2obj(value, recur=True)
    if isinstance(value, (list, tuple)):
        return type(value)([_deep(each) for each in value]) if type(value) in (list, tuple) else value
    return value


def get_trace_id_from_stack() -> Optional[str]:
    """The trace id of the execution that the caller works for; None where it works for none.

    The host knows it. Outside of one it is looked for in the callers' `__unique_trace_id__`, up to a hundred of them.
    """
    known = _trace_id()
    frame = sys._getframe(1) if known is None else None
    for _ in range(_MOST_FRAMES):
        if frame is None:
            break
        found = frame.f_locals.get("__unique_trace_id__") or _of_kwargs(frame.f_locals.get("kwargs"))
        if found:
            return found
        frame = frame.f_back
    return known


def _of_kwargs(kwargs: Any) -> Optional[str]:
    return kwargs.get("__unique_trace_id__") if isinstance(kwargs, dict) else None


__getattr__ = _fallback(__name__)
