"""Requests that are declared.

    from libs.requests import BaseServer, DataField, JsonField, PathField, QueryField

    class Backend(BaseServer):
        __HOST__ = "http://www.example.com"
        TIMEOUT = 5                                  # seconds; the default

    class Order(Backend):
        URL = "/orders/{number}"
        METHOD = "GET"
        HEADERS = {"X-Client": "report"}
        number = PathField(required=True)
        lang = QueryField("en")

    order = Order(number=7).new_server().fetch()     # or: await Order(number=7).new_server().async_fetch()
    order.json()                                     # {} and a line in the log when it is no JSON; json(safe=False) raises
    order.content()                                  # bytes after fetch(), str after async_fetch()

Any status is a response. Nothing but Python's standard library is needed; behind it is `taskhost.http`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Tuple, Type
from urllib.parse import quote, urljoin

from .._beside import fallback as _fallback, open_to as _open_to
from ._log import log_failure as _log_failure

__all__ = ["BaseServer", "Field", "DataField", "QueryField", "JsonField", "PathField"]

_open_to(__name__, __path__)

_SAFE_IN_PATH = "!$%&'()*+,/:;=@~"
_DEFAULT_TIMEOUT = 5


class Field:
    """A value of a request.

    :param default: what counts when none is given
    :param required: whether there has to be one
    """

    def __init__(self, default: Any = None, required: bool = False) -> None:
        self.default = default
        self.required = required

    def __str__(self) -> str:
        return f"<{type(self).__name__}:{self.default}>"


class DataField(Field):
    """A field of the form that is the body."""


class QueryField(Field):
    """A parameter of the URL's query."""


class JsonField(Field):
    """A member of the JSON object that is the body; without a value it is null."""


class PathField(Field):
    """What stands for `{name}` in the URL."""


if TYPE_CHECKING:  # there a dict's class is of this one
    from abc import ABCMeta as _Class
else:
    _Class = type


class _Declared(_Class):
    """Collects the fields of a class and of its bases."""

    __fields__: Dict[str, Field]

    def __new__(mcs, name: str, bases: Tuple[type, ...], attrs: Dict[str, Any]) -> "_Declared":
        fields: Dict[str, Field] = {}
        for base in reversed(bases):
            fields.update(getattr(base, "__fields__", {}))
        for key in attrs:
            fields.pop(key, None)  # what a class says replaces its bases' field
        fields.update({key: value for key, value in attrs.items() if isinstance(value, Field)})
        plain = {key: value for key, value in attrs.items() if not isinstance(value, Field)}
        plain["__fields__"] = fields
        return super().__new__(mcs, name, bases, plain)


class BaseServer(dict, metaclass=_Declared):
    """A request: a subclass declares it, an instance has its values, which are its attributes and a dict's entries at once."""

    __fields__: Dict[str, Field]
    __HOST__: str
    URL: str
    METHOD: str
    HEADERS: Dict[str, str]
    TIMEOUT: float

    def __setattr__(self, key: str, value: Any) -> None:
        if key.startswith("_"):
            super().__setattr__(key, value)
        else:
            self[key] = value

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(f"{type(self).__name__!r} has no attribute {key!r}")
        return self[key]

    def __missing__(self, key: str) -> None:
        return None

    def new_server(self) -> "BaseServer":
        """This request, made ready to be sent with the values that it has now.

        :raises AttributeError: when a required value is missing, or the class does not say `__HOST__`, `URL` or `METHOD`
        :raises ValueError: when there are values for a form and for JSON at once
        """
        self._data, self._query = self._of(DataField), self._of(QueryField)
        self._json, self._path = self._of(JsonField), self._of(PathField)
        self._header = dict(self._said("HEADERS") or {})
        timeout = self._said("TIMEOUT")
        self._timeout = _DEFAULT_TIMEOUT if timeout is None else timeout
        self._method = self._needed("METHOD").upper()
        self._url = urljoin(self._host(), self._filled(self._needed("URL")))
        if self._json and any(value is not None for value in self._data.values()):
            raise ValueError(
                f"{type(self).__name__} has a form ({', '.join(self._data)}) and JSON ({', '.join(self._json)}) as its body;"
                " a request has one: declare DataField or JsonField"
            )
        self._response = self._fetch_url = self._status = self._headers = None
        return self

    def _said(self, name: str) -> Any:
        return self[name] if name in self else getattr(type(self), name, None)

    def _needed(self, name: str) -> str:
        value = self._said(name)
        if not value:
            raise AttributeError(f"{type(self).__name__} does not say {name}; give it as a class attribute")
        return value

    def _host(self) -> str:
        return self._needed("__HOST__")

    def _filled(self, url: str) -> str:
        if not self._path:
            return url
        return url.format(**{name: quote(str(value), _SAFE_IN_PATH) for name, value in self._path.items()})

    def _of(self, kind: Type[Field]) -> Dict[str, Any]:
        values = {}
        for name, field in type(self).__fields__.items():
            if isinstance(field, kind):
                given = self.get(name)
                value = field.default if given is None else given
                if field.required and value is None:
                    raise AttributeError(
                        f"{type(self).__name__} needs a value for {name} ({kind.__name__}, required);"
                        f" give one: {type(self).__name__}({name}=…)"
                    )
                values[name] = value
        return values

    def _arguments(self) -> Dict[str, Any]:
        form = {name: value for name, value in self._data.items() if value is not None}
        return {
            "params": self._query,
            "data": form or None,
            "json": None if form else self._json or None,
            "headers": self._header,
            "timeout": self._timeout,
        }

    def _prepared(self) -> None:
        if "_url" not in self.__dict__:
            self.new_server()

    def _take(self, response: Any, content: Any) -> "BaseServer":
        self._fetch_url, self._response = response.url, content
        self._status, self._headers = response.status, response.headers
        return self

    def fetch(self, transmit_err: bool = True) -> "BaseServer":
        """Sends it and waits for the response.

        :param transmit_err: False: an error is only logged, and the response stays None
        :raises taskhost.http.HttpError: when there is no response; the log has a line of it
        """
        from taskhost import http

        self._prepared()
        try:
            response = http.request(self._method, self._url, **self._arguments())
        except Exception as e:
            _log_failure("_fetch_err", self, e)
            if transmit_err:
                raise
            return self
        return self._take(response, response.content)

    async def async_fetch(self, transmit_err: bool = True) -> "BaseServer":
        """As `fetch`, with the loop free while it waits; the time-out is for all of it."""
        from taskhost import http

        self._prepared()
        try:
            response = await http.async_request(self._method, self._url, **self._arguments())
        except Exception as e:
            _log_failure("_async_fetch_err", self, e)
            if transmit_err:
                raise
            return self
        return self._take(response, response.text)

    def json(self, safe: bool = True) -> Any:
        """The response as JSON.

        :param safe: when it is none: True: `{}` and a line in the log; False: an error
        :raises ValueError: when it is no JSON, or there is no response, and `safe` is False
        """
        from json import loads

        try:
            if self._response is None:
                raise ValueError("there is no response; call fetch() or await async_fetch() first")
            return loads(self._response)
        except ValueError as e:
            _log_failure("_unserialize_err", self, e)
            if safe:
                return {}
            raise

    def content(self) -> Any:
        """The response's body: bytes after `fetch`, str after `async_fetch`; None when there is none."""
        return self._response


__getattr__ = _fallback(__name__)
