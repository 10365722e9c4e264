"""Requests and responses."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Tuple
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit

from ._errors import StatusError
from ._message import Headers, Received, request_bytes

_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what stays as it is in a path or query that is written already
_REDIRECTS = (301, 302, 303, 307, 308)
_OF_BODY = ("content-length", "content-type")


class Request:
    """What is sent. Immutable.

    :ivar shown: for messages: the method and the URL without its query, which may hold secrets
    """

    def __init__(
        self,
        method: str,
        url: str,
        params: Optional[Mapping[str, Any]] = None,
        data: Any = None,
        json: Any = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        self.method = method.upper()
        self.fields: Dict[str, str] = {str(name): str(value) for name, value in (headers or {}).items() if value is not None}
        self.body, kind = _body(data, json)
        if kind and not self._has("Content-Type"):
            self.fields["Content-Type"] = kind
        self._point_to(url, params)
        self.bytes = request_bytes(self.method, self.target, self._whole(), self.body)

    def _has(self, name: str) -> bool:
        return any(name.lower() == each.lower() for each in self.fields)

    def _point_to(self, url: str, params: Optional[Mapping[str, Any]]) -> None:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no URL to call; it has to begin with http:// or https:// and name a host")
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        self.server = (secure, host, port)
        self.host = (f"[{host}]" if ":" in host else host) + ("" if port == (443 if secure else 80) else f":{port}")
        query = "&".join(filter(None, (quote(parts.query, _SAFE), _form(params or {}))))
        self.target = (quote(parts.path, _SAFE) or "/") + (f"?{query}" if query else "")
        self.url = f"{parts.scheme}://{self.host}{self.target}"
        self.shown = f"{self.method} {self.url.partition('?')[0]}"
        if parts.username is not None and not self._has("Authorization"):
            self.fields["Authorization"] = _basic(unquote(parts.username), unquote(parts.password or ""))

    def _whole(self) -> Dict[str, str]:
        usual = {"Host": self.host, "User-Agent": "taskhost", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        if self.body or self.method in ("POST", "PUT", "PATCH"):
            usual["Content-Length"] = str(len(self.body))
        own = {name.lower() for name in self.fields}
        return {**{name: value for name, value in usual.items() if name.lower() not in own}, **self.fields}

    def redirected(self, received: Received) -> Optional["Request"]:
        """Where the response sends it on; None when it does not."""
        place = received.headers.get("Location")
        if received.status not in _REDIRECTS or not place:
            return None
        same = received.status in (307, 308) or self.method == "HEAD"
        becomes_get = received.status == 303 or self.method == "POST"
        method = self.method if same or not becomes_get else "GET"
        onward = Request(method, urljoin(self.url, place), None, self.body if method == self.method else None)
        fields = dict(self.fields)
        if onward.server != self.server:  # what is meant for one server is not told to another
            fields = {name: value for name, value in fields.items() if name.lower() not in ("authorization", "cookie", "host")}
        if method != self.method:
            fields = {name: value for name, value in fields.items() if name.lower() not in _OF_BODY}
        return Request(method, onward.url, None, self.body if method == self.method else None, None, fields)


def _body(data: Any, json: Any) -> Tuple[bytes, str]:
    if data is not None:
        if isinstance(data, (bytes, bytearray)):
            return bytes(data), ""
        if isinstance(data, str):
            return data.encode("utf-8"), ""
        return _form(data).encode("ascii"), "application/x-www-form-urlencoded"
    if json is None:
        return b"", ""
    from json import dumps

    return dumps(json).encode("utf-8"), "application/json"


def _form(values: Mapping[str, Any]) -> str:
    return urlencode({name: value for name, value in values.items() if value is not None}, doseq=True)


def _basic(name: str, password: str) -> str:
    from base64 import b64encode

    return "Basic " + b64encode(f"{name}:{password}".encode("utf-8")).decode("ascii")


class Response:
    """What came. Immutable.

    :ivar status: the status, 200 say
    :ivar headers: the header fields
    :ivar url: what it is the response of, after redirects
    :ivar content: the body, unpacked
    """

    def __init__(self, request: Request, received: Received) -> None:
        self._shown = request.shown
        self.url = request.url
        self.status: int = received.status
        self.headers: Headers = received.headers
        self.content: bytes = received.body

    def __repr__(self) -> str:
        return f"<Response {self.status} of {self._shown}>"

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""
        return self.status < 400

    @property
    def encoding(self) -> str:
        """How the body's text is written: as the response says, else UTF-8."""
        for part in self.headers.get("Content-Type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or "utf-8"
        return "utf-8"

    @property
    def text(self) -> str:
        """The body as text; what is not in its encoding is shown as �."""
        try:
            return self.content.decode(self.encoding, "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON.

        :raises ValueError: when it is none
        """
        from json import loads

        return loads(self.content)

    def raise_for_status(self) -> "Response":
        """This response.

        :raises StatusError: when its status is 400 or above
        """
        if not self.ok:
            raise StatusError(f"{self._shown} answered {self.status}: {self.text[:200]}", self)
        return self
