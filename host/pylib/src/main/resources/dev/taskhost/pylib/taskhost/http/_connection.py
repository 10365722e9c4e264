"""Connections to servers, kept for the next request: plain or TLS, driven by a thread that blocks or by asyncio's loop."""

from __future__ import annotations

import os
import socket
import threading
import time
from typing import Any, Callable, Dict, Generator, List, Optional, Tuple

from ._errors import ConnectError, HttpTimeout

_PIECE = 1 << 16
_KEPT_EACH = 8  # idle connections of a server
_KEPT_SECONDS = 15.0  # shorter than what servers commonly keep one for

_Steps = Generator[Optional[bytes], Optional[bytes], Any]
Server = Tuple[bool, str, int]  # whether by TLS, the host's name, the port


class _Tls:
    """TLS between a connection's bytes and those of HTTP."""

    _context: Any = None

    def __init__(self, host: str) -> None:
        import ssl

        if _Tls._context is None:
            _Tls._context = ssl.create_default_context()
        self.ssl = ssl
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.object = _Tls._context.wrap_bio(self.incoming, self.outgoing, server_hostname=host)

    def handshake(self) -> _Steps:
        yield from self._through(self.object.do_handshake)

    def around(self, steps: _Steps) -> _Steps:
        """The same steps, with bytes enciphered."""
        answer: Optional[bytes] = None
        while True:
            try:
                wanted = steps.send(answer)
            except StopIteration as end:
                return end.value
            answer = None
            if wanted is None:
                answer = yield from self._read()
            while wanted:
                wanted = wanted[(yield from self._through(self.object.write, wanted)) :]

    def _read(self) -> _Steps:
        try:
            return (yield from self._through(self.object.read, _PIECE))
        except (self.ssl.SSLZeroReturnError, self.ssl.SSLEOFError):
            return b""

    def _through(self, function: Callable[..., Any], *arguments: Any) -> _Steps:
        while True:
            try:
                result = function(*arguments)
            except self.ssl.SSLWantReadError:
                yield from self._flush()
                data = yield None
                if data:
                    self.incoming.write(data)
                else:
                    self.incoming.write_eof()
            else:
                yield from self._flush()
                return result

    def _flush(self) -> _Steps:
        data = self.outgoing.read()
        if data:
            yield data


class Connection:
    """One connection; for one user at a time."""

    def __init__(self, server: Server, sock: socket.socket) -> None:
        self.server, self.sock = server, sock
        self.tls: Optional[_Tls] = None
        self.used = False
        self.since = 0.0

    def begin(self) -> _Steps:
        """What comes before the first request."""
        if self.server[0]:
            self.tls = _Tls(self.server[1])
            yield from self.tls.handshake()

    def layered(self, steps: _Steps) -> _Steps:
        return self.tls.around(steps) if self.tls is not None else steps

    def run(self, steps: _Steps, timeout: Optional[float]) -> Any:
        """Does the steps, blocking; the time-out is for each wait."""
        self.sock.settimeout(timeout)
        answer: Optional[bytes] = None
        while True:
            try:
                wanted = steps.send(answer)
            except StopIteration as end:
                return end.value
            answer = self.sock.recv(_PIECE) if wanted is None else None
            if wanted:
                self.sock.sendall(wanted)

    async def run_async(self, steps: _Steps) -> Any:
        """Does the steps, with the loop free while they wait."""
        import asyncio

        loop = asyncio.get_running_loop()
        self.sock.setblocking(False)
        answer: Optional[bytes] = None
        while True:
            try:
                wanted = steps.send(answer)
            except StopIteration as end:
                return end.value
            answer = await loop.sock_recv(self.sock, _PIECE) if wanted is None else None
            if wanted:
                await loop.sock_sendall(self.sock, wanted)

    def is_open(self) -> bool:
        """Whether the server has neither closed it nor said what nobody asked for."""
        from select import select

        try:
            return not select([self.sock], [], [], 0)[0]
        except (OSError, ValueError):
            return False

    def close(self) -> None:
        self.sock.close()


class _Kept:
    """Connections that nobody uses now, of all threads and loops of the interpreter. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: Dict[Server, List[Connection]] = {}

    def take(self, server: Server) -> Optional[Connection]:
        """The one that was used last and is good; None when there is none."""
        while True:
            with self._lock:
                idle = self._idle.get(server)
                if not idle:
                    return None
                connection = idle.pop()
            if time.monotonic() - connection.since < _KEPT_SECONDS and connection.is_open():
                return connection
            connection.close()

    def keep(self, connection: Connection) -> None:
        connection.used, connection.since = True, time.monotonic()
        with self._lock:
            idle = self._idle.setdefault(connection.server, [])
            idle.append(connection)
            surplus = idle.pop(0) if len(idle) > _KEPT_EACH else None
        if surplus is not None:
            surplus.close()


kept = _Kept()


def connect(server: Server, timeout: Optional[float]) -> Connection:
    """A new connection, blocking."""
    try:
        connection = Connection(server, socket.create_connection(server[1:], timeout))
    except OSError as e:
        raise failure(server, e) from e
    try:
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.run(connection.begin(), timeout)
        return connection
    except OSError as e:
        connection.close()
        raise failure(server, e) from e
    except BaseException:
        connection.close()
        raise


async def connect_async(server: Server) -> Connection:
    """A new connection, with the loop free while it is made."""
    problem: Optional[OSError] = None
    for family, kind, protocol, _, address in await _addresses(server):
        sock = socket.socket(family, kind, protocol)
        connection = Connection(server, sock)
        try:
            await _reach(connection, address)
            return connection
        except OSError as e:
            connection.close()
            problem = e
        except BaseException:
            connection.close()
            raise
    raise failure(server, problem or OSError("its name has no address")) from problem


async def _reach(connection: Connection, address: Any) -> None:
    import asyncio

    connection.sock.setblocking(False)
    await _begun(asyncio.get_running_loop(), connection.sock, address)
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    await connection.run_async(connection.begin())


async def _begun(loop: Any, sock: socket.socket, address: Any) -> None:
    """As loop.sock_connect, which in GraalPy 25.0.3 looks addresses up on a thread that are none to be looked up."""
    try:
        sock.connect(address)
        return
    except (BlockingIOError, InterruptedError):
        pass
    ready = loop.create_future()
    loop.add_writer(sock.fileno(), lambda: ready.done() or ready.set_result(None))
    try:
        await ready
    finally:
        loop.remove_writer(sock.fileno())
    error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if error:
        raise OSError(error, os.strerror(error))


async def _addresses(server: Server) -> List[Any]:
    import asyncio

    _, host, port = server
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except (OSError, ValueError):
            continue
        return [(family, socket.SOCK_STREAM, 0, "", (host, port))]
    try:
        return await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as e:
        raise failure(server, e) from e


def failure(server: Server, why: BaseException) -> OSError:
    """To be raised: a connection that cannot be made."""
    where = f"{server[1]}:{server[2]}"
    if isinstance(why, TimeoutError) or type(why).__name__ == "timeout":  # socket.timeout, before Python 3.10
        return HttpTimeout(f"{where} did not take the connection in time; look whether it runs, or raise the time-out")
    if type(why).__name__ == "SSLCertVerificationError":
        return ConnectError(f"the certificate of {where} is not to be trusted: {why}")
    return ConnectError(f"{where} cannot be reached: {why}; look at its name and port, and whether it runs")
