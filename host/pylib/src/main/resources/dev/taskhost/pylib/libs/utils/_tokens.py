"""Reads dates by arrow's format tokens (https://arrow.readthedocs.io/en/latest/guide.html#supported-tokens)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Optional

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMES = "|".join(_MONTHS)
_SHORT = "|".join(name[:3] for name in _MONTHS)
_ZONE = r"[+-]\d{2}:?(?:\d{2})?|Z"

_TOKENS = {
    "YYYY": r"\d{4}",
    "YY": r"\d{2}",
    "MMMM": _NAMES,
    "MMM": _SHORT,
    "MM": r"\d{2}",
    "M": r"\d{1,2}",
    "DD": r"\d{2}",
    "D": r"\d{1,2}",
    "HH": r"\d{2}",
    "H": r"\d{1,2}",
    "hh": r"\d{2}",
    "h": r"\d{1,2}",
    "mm": r"\d{2}",
    "m": r"\d{1,2}",
    "ss": r"\d{2}",
    "s": r"\d{1,2}",
    "S": r"\d+",
    "A": r"am|pm|AM|PM",
    "a": r"am|pm|AM|PM",
    "ZZ": _ZONE,
    "Z": _ZONE,
    "X": r"\d+(?:\.\d+)?",
}
_SPLIT = re.compile(r"(\[[^\]]*\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|S+|ZZ|Z|A|a|X)")


def parse(text: str, fmt: str) -> datetime:
    """The datetime that a text says; without a zone when it says none.

    :raises ValueError: when the text is not written as the format says
    """
    tokens: list[str] = []
    pattern = ""
    for part in _SPLIT.split(fmt):
        token = "S" if part.startswith("S") else part
        if token in _TOKENS:
            tokens.append(token)
            pattern += f"({_TOKENS[token]})"
        else:
            pattern += re.escape(part[1:-1] if part.startswith("[") else part)
    found = re.fullmatch(pattern, text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(f"{text!r} is not written as {fmt!r}")
    try:
        return _built(dict(zip(tokens, found.groups())))
    except ValueError as e:
        raise ValueError(f"{text!r} is no date: {e}") from None


def _built(said: dict[str, str]) -> datetime:
    if "X" in said:
        return datetime.fromtimestamp(float(said["X"]), timezone.utc)
    fraction = said.get("S", "0")
    return datetime(
        _year(said),
        _month(said),
        int(said.get("DD") or said.get("D") or 1),
        _hour(said),
        int(said.get("mm") or said.get("m") or 0),
        int(said.get("ss") or said.get("s") or 0),
        int((fraction + "000000")[:6]),
        _zone(said.get("ZZ") or said.get("Z")),
    )


def _year(said: dict[str, str]) -> int:
    if "YY" in said and "YYYY" not in said:
        short = int(said["YY"])
        return 1900 + short if short > 68 else 2000 + short
    return int(said.get("YYYY", "1"))


def _month(said: dict[str, str]) -> int:
    name = said.get("MMMM") or said.get("MMM")
    if name:
        return 1 + [month[:3].lower() for month in _MONTHS].index(name[:3].lower())
    return int(said.get("MM") or said.get("M") or 1)


def _hour(said: dict[str, str]) -> int:
    hour = int(said.get("HH") or said.get("H") or said.get("hh") or said.get("h") or 0)
    half = (said.get("A") or said.get("a") or "").lower()
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _zone(text: Optional[str]) -> Optional[timezone]:
    if text is None:
        return None
    if text in ("Z", "z"):
        return timezone.utc
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if text[0] == "-" else offset)
