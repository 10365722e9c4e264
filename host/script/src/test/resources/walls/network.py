# Calls to where the list leads, and to where it does not.
import asyncio
import selectors
import socket
import threading


def tcp(task_key, host, port, **kwargs):
    with socket.create_connection((host, int(port)), timeout=10) as made:
        made.sendall(b"GET / HTTP/1.0\r\n\r\n")
        return answer(made)


def answer(made):
    whole = b""
    while part := made.recv(1000):
        whole += part
    return whole.decode().rpartition("\r\n")[2]


def without_wait(task_key, host, port, **kwargs):
    """With a selector, and a pipe in it."""
    import os

    read, write = os.pipe()
    made = socket.socket()
    made.setblocking(False)
    code = made.connect_ex((host, int(port)))
    found = []
    with selectors.DefaultSelector() as selector:
        selector.register(made, selectors.EVENT_WRITE)
        selector.register(read, selectors.EVENT_READ)
        os.write(write, b"p")
        while len(found) < 2:
            for key, mask in selector.select(10):
                found.append("socket" if key.fileobj is made else os.read(read, 1).decode())
                selector.unregister(key.fileobj)
    made.setblocking(True)
    made.sendall(b"GET / HTTP/1.0\r\n\r\n")
    with made:
        return [*sorted(found), answer(made)]


async def streams(task_key, host, port, **kwargs):
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.0\r\n\r\n")
    whole = await reader.read()
    writer.close()
    return whole.decode().rpartition("\r\n")[2]


async def many_streams(task_key, host, port, **kwargs):
    found = await asyncio.gather(*(streams(task_key, host, port) for _ in range(10)))
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    threading.Timer(0.02, lambda: loop.call_soon_threadsafe(future.set_result, "woken")).start()
    return [len(found), *sorted(set(found)), await asyncio.wait_for(future, 10)]


def http(task_key, host, port, **kwargs):
    import urllib.request

    return urllib.request.urlopen(f"http://{host}:{port}/", timeout=10).read().decode()


def udp(task_key, host, port, **kwargs):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.settimeout(10)
        made.sendto(b"ping", (host, int(port)))
        text, sender = made.recvfrom(100)
        return text.decode()


def udp_connected(task_key, host, port, **kwargs):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.connect((host, int(port)))
        return made.send(b"ping")


def udp_fixed(task_key, port, **kwargs):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", int(port)))


def server(task_key, **kwargs):
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen()
        return made.getsockname()


def pair(task_key, **kwargs):
    return socket.socketpair()


async def aio_server(task_key, **kwargs):
    return await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)


def resolve(task_key, name, **kwargs):
    return sorted({entry[4][0] for entry in socket.getaddrinfo(name, 80, socket.AF_INET)})


def thread(task_key, host, port, **kwargs):
    found = []

    def call():
        try:
            found.append(tcp(task_key, host, port))
        except OSError as e:
            found.append(type(e).__name__)

    begun = threading.Thread(target=call)
    begun.start()
    begun.join()
    return found[0]


def tls(task_key, host, port, **kwargs):
    """As far as the first words go: the server speaks none."""
    import ssl

    context = ssl.create_default_context()
    try:
        with socket.create_connection((host, int(port)), timeout=10) as made:
            context.wrap_socket(made, server_hostname=host)
    except ssl.SSLError as e:
        return "SSLError"
