"""What models of task files stand on; the tables of the scheduler are in models.task.

`JsonField` and `ConnectionManager` need peewee, which has to be in requirements.txt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from libs._beside import fallback as _fallback, open_to as _open_to

if TYPE_CHECKING:
    from ._fields import ConnectionManager, JsonField

__all__ = ["ConnectionManager", "JsonField"]

_open_to(__name__, __path__)
_own = _fallback(__name__)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        return _own(name)
    from . import _fields  # only now: a script folder's own models may do without peewee

    return getattr(_fields, name)
