# Ways out of the walls by the host and by the network.
import os
import sys

from ways import attempt

# ---- the host ----------------------------------------------------------------------------------------------------------


@attempt
def environment(out, mark, port, pid):
    import posix

    known = {"TMPDIR", "HOME", "TZ", "LANG", "LC_ALL", "LC_CTYPE"}
    names = [os.fsdecode(name) for name in (*os.environ, *posix.environ)]
    found = [name for name in names if name not in known and not name.startswith(("__", "PYTHON", "UNSAFE_PYO3"))]
    if not found:
        raise KeyError("nothing of the host's")
    return found


@attempt
def java_type(out, mark, port, pid):
    import java

    return java.type("java.lang.Runtime").getRuntime().exec("touch " + mark)


@attempt
def java_import(out, mark, port, pid):
    from java.lang import System

    return System.getenv()


@attempt
def java_class(out, mark, port, pid):
    import java.lang.Class as Class

    return Class.forName("java.lang.Runtime")


@attempt
def class_path(out, mark, port, pid):
    import java

    java.add_to_classpath(out)
    return java.type("Evil")


@attempt
def other_language(out, mark, port, pid):
    import polyglot

    return polyglot.eval(language="js", string="1 + 1")


@attempt
def eval_of_a_file(out, mark, port, pid):
    import polyglot

    return polyglot.eval(language="python", path=out + "/module.py")


@attempt
def bindings(out, mark, port, pid):
    import polyglot

    polyglot.export_value("leak", 1)
    return polyglot.import_value("leak")


def host_functions():
    """The driver's way to the host, which nobody can hide from a script."""
    for cell in type(sys.stdout).write.__closure__:
        try:
            found = cell.cell_contents
        except ValueError:
            continue
        if hasattr(found, "printed"):
            return found
    raise LookupError("no way to the host found")


@attempt
def reflection(out, mark, port, pid):
    return host_functions().getClass().getClassLoader()


@attempt
def reflection_of_a_function(out, mark, port, pid):
    return getattr(host_functions().printed, "class").getName()


@attempt
def replace_the_hosts_functions(out, mark, port, pid):
    host_functions().printed = print


# ---- the network -------------------------------------------------------------------------------------------------------


@attempt
def connection(out, mark, port, pid):
    import socket

    with socket.create_connection(("127.0.0.1", port), timeout=5) as made:
        return made.getpeername()


@attempt
def low_socket(out, mark, port, pid):
    import _socket

    made = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    made.connect(("127.0.0.1", port))
    return made.getpeername()


@attempt
def six(out, mark, port, pid):
    import socket

    made = socket.socket(socket.AF_INET6)
    made.connect(("::ffff:127.0.0.1", port))
    return made.getpeername()


@attempt
def any_address(out, mark, port, pid):
    import socket

    made = socket.socket()
    made.connect(("0.0.0.0", port))
    return made.getpeername()


@attempt
def datagram(out, mark, port, pid):
    import socket

    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port))


@attempt
def connected_datagram(out, mark, port, pid):
    import socket

    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.connect(("127.0.0.1", port))
    return made.send(b"x")


@attempt
def unix_socket(out, mark, port, pid):
    import socket

    made = socket.socket(socket.AF_UNIX)
    made.connect(out + "/socket")
    return made


@attempt
def listening(out, mark, port, pid):
    import socket

    made = socket.socket()
    made.bind(("127.0.0.1", 0))
    made.listen()
    return made.getsockname()


@attempt
def listening_for_datagrams(out, mark, port, pid):
    import socket

    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind(("127.0.0.1", 45_671))
    return made.getsockname()


@attempt
def http(out, mark, port, pid):
    import urllib.request

    return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()


@attempt
def name(out, mark, port, pid):
    import socket

    return socket.gethostbyname("leak.of.secrets.example")


@attempt
def reverse_name(out, mark, port, pid):
    import socket

    return socket.gethostbyaddr("127.0.0.1")


@attempt
async def asyncio_connection(out, mark, port, pid):
    import asyncio

    await asyncio.sleep(0.001)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    return writer.get_extra_info("peername")


@attempt
async def asyncio_server(out, mark, port, pid):
    import asyncio

    made = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    return made.sockets
