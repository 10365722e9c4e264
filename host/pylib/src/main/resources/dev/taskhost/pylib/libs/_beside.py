"""Modules of the user's own beside ours.

Task files of the original import `libs.x` and `models.x`, and their folders may lie among the scripts, with more in them than
the original had. Ours replace what they are made for; what ours lack is taken from the scripts folder, by these rules:

- `scripts/libs/mine.py` is `libs.mine`, `scripts/models/order.py` is `models.order`.
- where both have a module, ours is imported; a name that ours lacks is looked up in the script of that module.
"""

from __future__ import annotations

import sys
from typing import Any, Callable

from ._seam import host

__all__ = ["open_to", "fallback"]


def open_to(package: str, path: list[str]) -> None:
    """Lets the modules of a package also be found in the folder of that name among the scripts.

    :param path: the package's `__path__`
    """
    if host is not None:
        path.append(host.scripts + "/" + package.replace(".", "/"))


def fallback(module: str) -> Callable[[str], Any]:
    """A `__getattr__` for a module of ours: looks up what it lacks in the script of the same name."""

    def __getattr__(name: str) -> Any:
        lacks = f"module {module!r} has no attribute {name!r}"
        if name.startswith("__") or host is None:
            raise AttributeError(lacks)
        try:
            own = _script(module)
        except Exception as e:
            raise ImportError(f"{lacks}, and the script of that name, which may have it, does not load: {type(e).__name__}: {e}") from e
        if own is None or not hasattr(own, name):
            raise AttributeError(lacks)
        return getattr(own, name)

    return __getattr__


def _script(module: str) -> Any:
    """The script of that name, loaded beside ours; None when there is none."""
    aside = "_scripts." + module
    if aside in sys.modules:
        return sys.modules[aside]
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    folder = host.scripts + "/" + module.rpartition(".")[0].replace(".", "/")
    spec = PathFinder.find_spec(aside, [folder.rstrip("/")])
    if spec is None or spec.origin is None or spec.loader is None:
        return None
    own = module_from_spec(spec)
    sys.modules[aside] = own
    try:
        spec.loader.exec_module(own)
    except BaseException:
        sys.modules.pop(aside, None)
        raise
    return own
