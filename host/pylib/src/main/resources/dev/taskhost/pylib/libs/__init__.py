"""The library of the original, for task files that were written for it.

Every module works as task files expect it from the original; behind it are the host's own log, connection pools and
configuration. For new scripts there is the package `taskhost`.
"""

from ._beside import fallback as _fallback, open_to as _open_to

_open_to(__name__, __path__)
__getattr__ = _fallback(__name__)
