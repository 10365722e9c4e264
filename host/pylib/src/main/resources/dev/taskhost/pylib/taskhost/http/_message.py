"""HTTP/1.1 as bytes (RFC 9112), without any input or output: requests to send, responses out of what is received.

The generators here are driven by a connection: they yield bytes to be sent, or None for bytes to be received, which they are sent;
no bytes mean that the server has closed.
"""

from __future__ import annotations

from typing import Any, Dict, Generator, Iterator, List, Mapping, Optional, Tuple

from ._errors import ProtocolError

_LONGEST_LINE = 1 << 16
_MOST_HEADERS = 200

Steps = Generator[Optional[bytes], Optional[bytes], "Received"]
_Reading = Generator[Optional[bytes], Optional[bytes], bytes]


class Headers(Mapping[str, str]):
    """Header fields; their names are the same in capitals and small letters. Several of one name are joined by commas."""

    def __init__(self, fields: List[Tuple[str, str]]) -> None:
        self._fields: Dict[str, Tuple[str, str]] = {}
        for name, value in fields:
            before = self._fields.get(name.lower())
            self._fields[name.lower()] = (name, f"{before[1]}, {value}" if before else value)

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({dict(self)})"


class Received:
    """A response as it came.

    :ivar reusable: whether the connection can be used again
    """

    def __init__(self, status: int, headers: Headers, body: bytes, reusable: bool) -> None:
        self.status, self.headers, self.body, self.reusable = status, headers, body, reusable


class NothingReceived(ProtocolError):
    """The server has closed the connection before it said anything: one that was used before may have been stale."""


def request_bytes(method: str, target: str, fields: Mapping[str, str], body: bytes) -> bytes:
    """A whole request.

    :raises ValueError: when a field's name or value would break out of its line
    """
    lines = [f"{method} {target} HTTP/1.1"]
    for name, value in fields.items():
        line = f"{name}: {value}"
        if any(character in line for character in "\r\n\0") or not name or ":" in name:
            raise ValueError(f"the header field {name!r} has a line break or a colon in its name, or a line break in its value")
        lines.append(line)
    return "\r\n".join(lines + ["", ""]).encode("utf-8") + body


class _Incoming:
    """What was received and not read yet."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.any = False

    def more(self) -> Generator[Optional[bytes], Optional[bytes], bool]:
        data = yield None
        self.buffer += data or b""
        self.any = self.any or bool(data)
        return bool(data)

    def taken(self, count: int) -> bytes:
        data = bytes(self.buffer[:count])
        del self.buffer[:count]
        return data

    def line(self) -> _Reading:
        end = self.buffer.find(b"\n")
        while end < 0:
            if len(self.buffer) > _LONGEST_LINE:
                raise ProtocolError("a line of the response has no end; is this an HTTP server?")
            if not (yield from self.more()):
                raise self.cut()
            end = self.buffer.find(b"\n")
        return self.taken(end + 1).rstrip(b"\r\n")

    def exactly(self, count: int) -> _Reading:
        while len(self.buffer) < count:
            if not (yield from self.more()):
                raise self.cut()
        return self.taken(count)

    def rest(self) -> _Reading:
        while (yield from self.more()):
            pass
        return self.taken(len(self.buffer))

    def cut(self) -> ProtocolError:
        if not self.any:
            return NothingReceived("the server has closed the connection without a response")
        return ProtocolError("the server has closed the connection in the middle of its response")


def exchange(method: str, request: bytes) -> Steps:
    """Sends a request and reads its response."""
    yield request
    incoming = _Incoming()
    status, http, headers = yield from _head(incoming)
    while 100 <= status < 200 and status != 101:  # interim ones
        status, http, headers = yield from _head(incoming)
    body, delimited = yield from _body(incoming, method, status, headers)
    keeps = "close" not in headers.get("Connection", "").lower() and http == b"HTTP/1.1"
    reusable = delimited and keeps and not incoming.buffer
    return Received(status, headers, _decoded(headers, body), reusable)


def _head(incoming: _Incoming) -> Generator[Optional[bytes], Optional[bytes], Tuple[int, bytes, Headers]]:
    line = yield from incoming.line()
    parts = line.split(None, 2)
    if len(parts) < 2 or not parts[0].startswith(b"HTTP/1.") or not parts[1].isdigit():
        raise ProtocolError(f"the response begins with {line[:60]!r}, which is no HTTP/1.1; is this an HTTP server?")
    fields: List[Tuple[str, str]] = []
    while True:
        line = yield from incoming.line()
        if not line:
            return int(parts[1]), parts[0], Headers(fields)
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if not colon or len(fields) == _MOST_HEADERS:
            raise ProtocolError(f"the response has a header line {line[:60]!r} that is none, or more than {_MOST_HEADERS} of them")
        fields.append((name.strip(), value.strip()))


def _body(
    incoming: _Incoming, method: str, status: int, headers: Headers
) -> Generator[Optional[bytes], Optional[bytes], Tuple[bytes, bool]]:
    """The body, and whether its end was told other than by the end of the connection."""
    if method == "HEAD" or status in (204, 304):
        return b"", True
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        return (yield from _chunks(incoming)), True
    if "Content-Length" in headers:
        length = headers["Content-Length"].partition(",")[0].strip()
        if not length.isdigit():
            raise ProtocolError(f"the response's Content-Length is {headers['Content-Length']!r}, which is no number")
        return (yield from incoming.exactly(int(length))), True
    return (yield from incoming.rest()), False


def _chunks(incoming: _Incoming) -> _Reading:
    whole = bytearray()
    while True:
        line = yield from incoming.line()
        try:
            size = int(line.partition(b";")[0].strip(), 16)
        except ValueError:
            raise ProtocolError(f"a chunk of the response begins with {line[:60]!r}, which is no length") from None
        if size == 0:
            while (yield from incoming.line()):  # trailing fields
                pass
            return bytes(whole)
        whole += yield from incoming.exactly(size)
        if (yield from incoming.line()):
            raise ProtocolError("a chunk of the response is longer than it said")


def _decoded(headers: Headers, body: bytes) -> bytes:
    coding = headers.get("Content-Encoding", "").strip().lower()
    if not body or coding not in ("gzip", "x-gzip", "deflate"):
        return body
    import zlib

    try:
        return _inflated(zlib, body) if coding == "deflate" else _gunzipped(body)
    except (zlib.error, OSError, EOFError) as e:
        raise ProtocolError(f"the response's body is not {coding}, as it says ({e})") from e


def _gunzipped(body: bytes) -> bytes:
    from gzip import decompress

    return decompress(body)


def _inflated(zlib: Any, body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except zlib.error:
        return zlib.decompress(body, -15)  # some servers send it without its frame
