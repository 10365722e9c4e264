"""Dates, notices and other helpers: see libs.utils.datekit, libs.utils.notice and libs.utils.other."""

from .._beside import fallback as _fallback, open_to as _open_to

_open_to(__name__, __path__)
__getattr__ = _fallback(__name__)
