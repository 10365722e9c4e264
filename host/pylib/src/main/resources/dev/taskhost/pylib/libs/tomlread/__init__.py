"""The host's configuration, as task files read it.

    from libs.tomlread import ConfEntity
    url = ConfEntity().common["ding"]["ding"]
"""

from __future__ import annotations

from typing import Any

from .._beside import fallback as _fallback
from .._seam import conf as _conf, conf_path as _conf_path

__all__ = ["ConfEntity", "get_conf_path"]


class ConfEntity:
    """The files of `conf/<APP_ENV>/` as the host has read them at its start, each as a dict of its tables.

    `${NAME}` is filled in from the host's environment. Keys that are not in a file are not in its dict, defaults neither.
    Each time it is a dict of its own: changing it changes nothing for others. In restricted scripts passwords, secrets and
    tokens are missing.
    """

    _one = None

    def __new__(cls) -> "ConfEntity":
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    @property
    def common(self) -> dict[str, Any]:
        """common.toml"""
        return _conf("common")

    @property
    def logger(self) -> dict[str, Any]:
        """logger.toml"""
        return _conf("logger")

    @property
    def mysql(self) -> dict[str, Any]:
        """mysql.toml: a table per alias"""
        return _conf("mysql")

    @property
    def redis(self) -> dict[str, Any]:
        """redis.toml: a table per alias"""
        return _conf("redis")


def get_conf_path(filename: str) -> str:
    """Where a configuration file lies.

    :param filename: with or without `.toml`
    :raises FileNotFoundError: when it is not there
    """
    return _conf_path(filename, ".toml")


__getattr__ = _fallback(__name__)
