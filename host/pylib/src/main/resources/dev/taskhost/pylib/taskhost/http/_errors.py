"""What can go wrong with a request."""

from __future__ import annotations

__all__ = ["HttpError", "ConnectError", "HttpTimeout", "ProtocolError", "TooManyRedirects", "StatusError"]


class HttpError(OSError):
    """A request did not get its response.

        HttpError
         +-- ConnectError        the server cannot be reached, or its certificate is not to be trusted
         +-- HttpTimeout         it took too long; also a TimeoutError
         +-- ProtocolError       what came was no HTTP, or ended in the middle
         +-- TooManyRedirects
         +-- StatusError         by Response.raise_for_status
    """


class ConnectError(HttpError):
    """The server cannot be reached, its name is not known, or its certificate is not to be trusted."""


class HttpTimeout(HttpError, TimeoutError):
    """The server took longer than the time-out."""


class ProtocolError(HttpError):
    """What came from the server was no HTTP, or ended in the middle."""


class TooManyRedirects(HttpError):
    """The server sent the request on and on."""


class StatusError(HttpError):
    """The response's status is 400 or above.

    :ivar response: the response
    """

    def __init__(self, message: str, response: object) -> None:
        super().__init__(message)
        self.response = response
