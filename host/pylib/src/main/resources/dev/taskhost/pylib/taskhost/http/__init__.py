"""HTTP for tasks, on Python's standard library alone: keep-alive, redirects, gzip, TLS with certificates checked.

    from taskhost import http

    response = http.request("GET", "https://api.example.com/orders", params={"day": "2026-03-01"})
    response.raise_for_status()
    orders = response.json()

    response = await http.async_request("POST", url, json={"id": 7}, timeout=2)

Hundreds of `async_request`s can wait at once in one interpreter. Connections are kept for the next request of any task in it.
The environment's proxy variables are not looked at.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional

from ._connection import connect, connect_async, kept
from ._errors import ConnectError, HttpError, HttpTimeout, ProtocolError, StatusError, TooManyRedirects
from ._message import Headers, NothingReceived, Received, exchange
from ._request import Request, Response

__all__ = [
    "request",
    "async_request",
    "Response",
    "Headers",
    "HttpError",
    "ConnectError",
    "HttpTimeout",
    "ProtocolError",
    "TooManyRedirects",
    "StatusError",
]

_MOST_REDIRECTS = 10


def request(
    method: str,
    url: str,
    *,
    params: Optional[Mapping[str, Any]] = None,
    data: Any = None,
    json: Any = None,
    headers: Optional[Mapping[str, str]] = None,
    timeout: Optional[float] = 5.0,
) -> Response:
    """Sends a request and waits for its response. Any status is a response; see `Response.raise_for_status`.

    :param url: http or https; a name and password in it become basic authentication
    :param params: added to the URL's query; a list gives a parameter several times, None leaves it out
    :param data: the body: bytes or str as they are, or a mapping as a form
    :param json: the body, as JSON, when there is no data
    :param timeout: seconds, for connecting and for each wait for the server; None: as long as it takes
    :raises HttpError: when there is no response
    """
    wanted = Request(method, url, params, data, json, headers)
    for _ in range(_MOST_REDIRECTS + 1):
        received = _fetched(wanted, timeout)
        onward = wanted.redirected(received)
        if onward is None:
            return Response(wanted, received)
        wanted = onward
    raise TooManyRedirects(f"{wanted.shown} was sent on {_MOST_REDIRECTS} times without end; look where the server sends it")


async def async_request(
    method: str,
    url: str,
    *,
    params: Optional[Mapping[str, Any]] = None,
    data: Any = None,
    json: Any = None,
    headers: Optional[Mapping[str, str]] = None,
    timeout: Optional[float] = 5.0,
) -> Response:
    """As `request`, with the loop free while it waits.

    :param timeout: seconds for all of it; None: as long as it takes
    """
    import asyncio

    wanted = Request(method, url, params, data, json, headers)
    try:
        return await asyncio.wait_for(_followed(wanted), timeout)
    except HttpError:
        raise
    except (asyncio.TimeoutError, TimeoutError) as e:
        raise _late(wanted, timeout) from e


async def _followed(wanted: Request) -> Response:
    for _ in range(_MOST_REDIRECTS + 1):
        received = await _fetched_async(wanted)
        onward = wanted.redirected(received)
        if onward is None:
            return Response(wanted, received)
        wanted = onward
    raise TooManyRedirects(f"{wanted.shown} was sent on {_MOST_REDIRECTS} times without end; look where the server sends it")


def _late(wanted: Request, timeout: Optional[float]) -> HttpTimeout:
    within = "in time" if timeout is None else f"within {timeout:g} s"
    return HttpTimeout(f"{wanted.shown} did not answer {within}; raise the time-out, or look what the server does")


def _broken(wanted: Request, why: OSError) -> ProtocolError:
    return ProtocolError(f"{wanted.shown}: {why}")


def _fetched(wanted: Request, timeout: Optional[float]) -> Received:
    connection = kept.take(wanted.server) or connect(wanted.server, timeout)
    try:
        received = connection.run(connection.layered(exchange(wanted.method, wanted.bytes)), timeout)
    except BaseException as e:
        connection.close()
        if _was_stale(connection.used, e):
            return _fetched(wanted, timeout)
        raise _told(wanted, timeout, e) from e
    _put_back(connection, received)
    return received


async def _fetched_async(wanted: Request) -> Received:
    connection = kept.take(wanted.server) or await connect_async(wanted.server)
    try:
        received = await connection.run_async(connection.layered(exchange(wanted.method, wanted.bytes)))
    except BaseException as e:
        connection.close()
        if _was_stale(connection.used, e):
            return await _fetched_async(wanted)
        raise _told(wanted, None, e) from e
    _put_back(connection, received)
    return received


def _put_back(connection: Any, received: Received) -> None:
    if received.reusable:
        kept.keep(connection)
    else:
        connection.close()


def _was_stale(used: bool, why: BaseException) -> bool:
    """Whether the server has closed a kept connection just when it was used again, so that it has not begun with the request."""
    return used and isinstance(why, (NothingReceived, ConnectionResetError, BrokenPipeError))


def _told(wanted: Request, timeout: Optional[float], why: BaseException) -> BaseException:
    """The error to raise for one of a connection."""
    if timeout is not None and (isinstance(why, TimeoutError) or type(why).__name__ == "timeout"):
        return _late(wanted, timeout)
    if isinstance(why, OSError) and not (isinstance(why, HttpError) and not isinstance(why, ProtocolError)):
        return _broken(wanted, why)
    return why
