"""Redis through the host's pools."""

from __future__ import annotations

from . import _bridge
from ._errors import RedisError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterable, Sequence, Union

    #: What a command's argument may be.
    Argument = Union[str, bytes, bytearray, int, float]

__all__ = ["Redis"]


def _argument(value) -> str:
    """As the host takes it: a text of the characters 0 to 255."""
    if isinstance(value, str):
        return value.encode("utf-8").decode("latin-1")
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode("latin-1")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"an argument of a Redis command is a str, bytes, an int or a float, not {type(value).__name__}")
    return repr(value)


def command(words) -> list:
    """A command as the host takes it."""
    return [_argument(word) for word in words]


def commands(several) -> list:
    """Several commands as the host takes them: each after the number of its words."""
    texts = []
    for words in several:
        if isinstance(words, (str, bytes)):
            raise TypeError('each command is a sequence such as ("GET", "key")')
        one = command(words)
        texts.append(str(len(one)))
        texts.extend(one)
    return texts


def reply(answer):
    """An answer of the host as Redis gave it: texts are bytes."""
    if isinstance(answer, str):
        return answer.encode("latin-1")
    if isinstance(answer, list):
        return [reply(one) for one in answer]
    if isinstance(answer, dict):
        return RedisError(answer["error"])
    return answer


def session(facade, alias: str) -> int:
    """The host's number of a Redis for the execution that is on."""
    kept = _bridge.kept()
    number = kept.get(facade)
    if number is None:
        number = kept[facade] = _bridge.open_session("redis", alias)
    return number


class Redis:
    """A Redis of redis.toml. It may be a module's global. Each call has a connection of the pool for itself."""

    def __init__(self, alias: str = "default"):
        self.alias = alias

    @property
    def encoding(self) -> str:
        """What redis.toml says of how answers are to be read; empty: they are bytes. Answers of :meth:`call` always are."""
        return _bridge.call(session(self, self.alias), "encoding")

    def call(self, name: str, *args: Argument) -> bytes | int | list | None:
        """One command.

        :returns: bytes for texts (``b"OK"`` too), an int, None, or a list of such
        :raises RedisError: when Redis answers with an error
        :raises RedisUnavailableError: when it cannot be reached
        """
        return reply(_bridge.call(session(self, self.alias), "call", *command((name, *args))))

    def pipeline(self, several: Iterable[Sequence[Argument]], transaction: bool = False) -> list[Any]:
        """Several commands in one round trip.

        :param several: each as ``("SET", "key", "value")``
        :param transaction: whether they take effect together (MULTI and EXEC)
        :returns: their answers; one that is an error is a :class:`RedisError` in the list
        """
        texts = commands(several)
        if not texts:
            return []
        operation = "transaction" if transaction else "pipeline"
        return reply(_bridge.call(session(self, self.alias), operation, *texts))

    def __repr__(self) -> str:
        return f"<taskhost Redis [{self.alias}]>"
