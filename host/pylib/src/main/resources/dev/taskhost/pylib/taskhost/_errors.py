"""What goes wrong, in classes. All that come from a server or a pool have ``args == (number, text)``.

::

    Warning
    Error
     +-- InterfaceError            the connection is used in a way it cannot be (number 0)
     |    +-- UnknownAliasError    no such table in mysql.toml or redis.toml
     +-- DatabaseError
          +-- DataError            a value is out of range, too long, of another type
          +-- OperationalError     the server, the connection, the pool; a deadlock
          +-- IntegrityError       a unique key, a foreign key, a NULL where none may be
          +-- InternalError
          +-- ProgrammingError     a syntax error, a missing table, a wrong number of parameters
          +-- NotSupportedError
    RedisError                     Redis answered with an error
     +-- RedisUnavailableError     Redis cannot be reached
    SecretError                    a LookupError: there is no such secret, or not for this task
    NoticeError                    people cannot be told
"""

from __future__ import annotations

import builtins

__all__ = [
    "DataError",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NoticeError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "RedisError",
    "RedisUnavailableError",
    "SecretError",
    "UnknownAliasError",
    "Warning",
]


class Warning(builtins.Warning):  # noqa: A001  the name is PEP 249's
    """Something important that is no error, as data that were cut off."""


class Error(Exception):
    """The base of all errors of databases."""


class InterfaceError(Error):
    """The connection is used in a way it cannot be, or where there is none."""


class UnknownAliasError(InterfaceError):
    """The name of a database or a Redis that the configuration does not have."""


class DatabaseError(Error):
    """The base of what the server says."""


class DataError(DatabaseError):
    """A value does not fit: out of range, too long, of another type."""


class OperationalError(DatabaseError):
    """The server, the connection to it or the pool cannot do it now, or may not."""


class IntegrityError(DatabaseError):
    """A key or a constraint is violated."""


class InternalError(DatabaseError):
    """The server is in trouble with itself."""


class ProgrammingError(DatabaseError):
    """The statement is wrong."""


class NotSupportedError(DatabaseError):
    """The server cannot do this."""


class RedisError(Exception):
    """Redis answered with an error; ``args == (text,)``."""


class RedisUnavailableError(RedisError):
    """Redis cannot be reached; the next call tries again."""


class SecretError(LookupError):
    """There is no secret of that name, this task may not have it, or its file cannot be read; ``args == (text,)``."""


class NoticeError(Exception):
    """People cannot be told, or there is nobody of that name; ``args == (text,)``."""


# MySQL's numbers by class, as PyMySQL sorts them, so that the same ``except`` catches the same.
_CLASSES = {}
for _class, _numbers in (
    (ProgrammingError, (1007, 1064, 1102, 1103, 1110, 1111, 1112, 1113, 1146, 1149, 1166, 1179)),
    (DataError, (1171, 1230, 1263, 1264, 1265, 1366, 1367, 1406, 1441)),
    (IntegrityError, (1048, 1062, 1215, 1216, 1217, 1451, 1452)),
    (NotSupportedError, (1196, 1235, 1286, 1289)),
):
    for _number in _numbers:
        _CLASSES[_number] = _class
del _class, _numbers, _number


def note(error: BaseException, text: str) -> None:
    """Adds a line to what is told of an exception; before Python 3.11, which has no such thing, it is printed."""
    add = getattr(error, "add_note", None)
    if add is not None:
        add(text)
    else:
        import sys

        print(text, file=sys.stderr)


def of(number: int, text: str) -> Exception:
    """The exception for a refusal of the host: MySQL's number, or one of the host's own, 0 and below."""
    if number == 0:
        return InterfaceError(0, text)
    if number == -1:
        return UnknownAliasError(0, text)
    if number == -2:
        return RedisUnavailableError(text)
    if number == -3:
        return RedisError(text)
    if number in (-10, -11):
        return NoticeError(text)
    if number in (-12, -13):
        return SecretError(text)
    return _CLASSES.get(number, InternalError if number < 1000 else OperationalError)(number, text)
