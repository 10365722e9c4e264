"""What these modules ask the host for.

Inside a host the module `_taskhost` answers. Outside of one, in a test of yours say, there is no such module: then the
configuration is read from `conf/<APP_ENV>/` of the working directory, or from the folder that the environment variable
`TASKHOST_CONF` names in place of `conf`, and loggers write to the standard error.
"""

from __future__ import annotations

import os
from typing import Any, Optional

try:
    import _taskhost as host  # type: ignore[import]  # the host makes it
except ModuleNotFoundError:
    host = None

__all__ = ["host", "facts", "trace_id", "conf", "conf_folder"]

_parsed: Optional[dict[str, Any]] = None


def facts() -> dict[str, Any]:
    """What the host says of itself; empty outside of one. Not to be changed by callers."""
    global _parsed
    if _parsed is None:
        import json

        _parsed = json.loads(host.facts()) if host is not None else {}
    return _parsed


def trace_id() -> Optional[str]:
    """The trace id of the execution that the caller works for; None where it works for none."""
    return (host.trace_id.get() or None) if host is not None else None


def conf_folder() -> str:
    """The folder of the environment's configuration files."""
    if "conf_folder" in facts():
        return facts()["conf_folder"]
    return os.path.join(os.environ.get("TASKHOST_CONF") or "conf", os.environ.get("APP_ENV") or "local")


def conf_path(filename: str, ending: str) -> str:
    """Where a file of the configuration lies.

    :param filename: with or without its ending
    :param ending: `.toml` or `.ini`
    :raises FileNotFoundError: when it is not there
    """
    if not filename:
        raise ValueError(f"the name of a {ending} file is empty; give one")
    name = filename if filename.endswith(ending) else filename + ending
    path = os.path.join(conf_folder(), name)
    if not os.path.exists(path):
        raise FileNotFoundError(f"there is no {name} in {conf_folder()}; put it there, or name one that is")
    return path


def conf(name: str) -> dict[str, Any]:
    """The values of a configuration file, the caller's to change.

    :param name: `common`, `logger`, `mysql` or `redis`
    :raises FileNotFoundError: when there is no such file
    """
    known = facts().get("conf")
    if known is None:
        return _read(os.path.join(conf_folder(), name + ".toml"))
    if name not in known:
        raise FileNotFoundError(f"{name}.toml is no file of the host's configuration; there are: {', '.join(sorted(known))}")
    from copy import deepcopy

    return deepcopy(known[name])


def _read(path: str) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:  # before Python 3.11
        import toml  # type: ignore[import]  # has no types

        with open(path, encoding="utf-8") as file:
            return toml.load(file)
    with open(path, "rb") as file:
        return tomllib.load(file)
