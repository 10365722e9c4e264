"""What Redis answers, as aioredis 1.x gives it."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple, Union

Number = Union[int, float]
Text = Union[bytes, str]
Convert = Callable[[Any], Any]


def decoded(reply: Any, encoding: Optional[str], errors: str = "strict") -> Any:
    """Bytes as texts, in lists too.

    :param encoding: None or empty: they stay bytes
    """
    if not encoding:
        return reply
    if isinstance(reply, bytes):
        return reply.decode(encoding, errors)
    if isinstance(reply, list):
        return [decoded(each, encoding, errors) for each in reply]
    return reply


def same(reply: Any) -> Any:
    """As it is."""
    return reply


def ok(reply: Any) -> bool:
    """Whether it was done."""
    return reply in (b"OK", "OK")


def number(text: Text) -> Number:
    """An int where it is one, else a float."""
    try:
        return int(text)
    except ValueError:
        return float(text)


def optional_number(text: Optional[Text]) -> Optional[Number]:
    """None stays None."""
    return None if text is None else number(text)


def pairs(flat: List[Any]) -> List[Tuple[Any, Any]]:
    """`[a, 1, b, 2]` in twos."""
    return list(zip(flat[::2], flat[1::2]))


def scored(flat: List[Any]) -> List[Tuple[Any, Number]]:
    """Members with their scores."""
    return [(member, number(score)) for member, score in pairs(flat)]


def mapping(flat: List[Any]) -> Dict[Any, Any]:
    """Fields with their values."""
    return dict(pairs(flat))


def page(convert: Convert = same) -> Convert:
    """Of a SCAN: the next cursor as an int, and what was found."""
    return lambda reply: (int(reply[0]), convert(reply[1]))


def flat_mapping(args: Tuple[Any, ...], named: Dict[str, Any]) -> List[Any]:
    """Pairs as `key, value, key, value`, dicts and keywords in one list.

    :raises TypeError: when a value is missing
    """
    flat: List[Any] = []
    if args and all(isinstance(each, dict) for each in args):
        for each in args:
            flat += [part for pair in each.items() for part in pair]
    else:
        flat += args
    flat += [part for pair in named.items() for part in pair]
    if not flat or len(flat) % 2:
        raise TypeError("names and values have to come in pairs, or as a dict; at least one of them")
    return flat
