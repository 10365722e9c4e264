# Ways out of the walls: each returns what it has reached, or raises. `out` is a folder outside with secret.txt, module.py and
# packed.zip in it; `mark` a file that must never come to be; `port` of a server that nobody may call; `pid` of a process to be left alone.
import os
import sys

HERE = os.path.dirname(__file__)
ATTEMPTS = {}


def attempt(function):
    ATTEMPTS[function.__name__] = function
    return function


def run(task_key, name, out, mark, port, pid, **kwargs):
    return f"REACHED {ATTEMPTS[name](out, mark, int(port), int(pid))!r}"


async def run_async(task_key, name, out, mark, port, pid, **kwargs):
    return f"REACHED {await ATTEMPTS[name](out, mark, int(port), int(pid))!r}"


def text(path):
    with open(path) as file:
        return file.read()


# ---- files -----------------------------------------------------------------------------------------------------------


@attempt
def plain(out, mark, port, pid):
    return text(out + "/secret.txt")


@attempt
def low_level(out, mark, port, pid):
    return os.read(os.open(out + "/secret.txt", os.O_RDONLY), 100)


@attempt
def file_io(out, mark, port, pid):
    import _io

    return _io.FileIO(out + "/secret.txt").readall()


@attempt
def open_code(out, mark, port, pid):
    import io

    return io.open_code(out + "/secret.txt").read()


@attempt
def up_from_scratch(out, mark, port, pid):
    return text("/scratch/../../../../../../../.." + out + "/secret.txt")


@attempt
def up_from_here(out, mark, port, pid):
    return text("../../../../../../../.." + out + "/secret.txt")


@attempt
def up_from_scripts(out, mark, port, pid):
    return text(HERE + "/../outside/secret.txt")


@attempt
def beside_scripts(out, mark, port, pid):
    return text(HERE + "-beside/secret.txt")


@attempt
def dir_fd(out, mark, port, pid):
    return os.open("secret.txt", os.O_RDONLY, dir_fd=os.open(out, os.O_RDONLY))


@attempt
def chdir(out, mark, port, pid):
    os.chdir(out)
    return text("secret.txt")


@attempt
def link_in_scripts(out, mark, port, pid):
    return text(HERE + "/link.txt")


@attempt
def linked_folder_in_scripts(out, mark, port, pid):
    return text(HERE + "/linked/secret.txt")


@attempt
def list_linked_folder(out, mark, port, pid):
    return os.listdir(HERE + "/linked")


@attempt
def link_in_scratch(out, mark, port, pid):
    return text("/scratch/planted/secret.txt")


@attempt
def symlink(out, mark, port, pid):
    os.symlink(out + "/secret.txt", "/scratch/s")
    return text("/scratch/s")


@attempt
def hard_link(out, mark, port, pid):
    os.link(out + "/secret.txt", "/scratch/h")
    return text("/scratch/h")


@attempt
def rename_in(out, mark, port, pid):
    os.rename(out + "/secret.txt", "/scratch/r")
    return text("/scratch/r")


@attempt
def rename_out(out, mark, port, pid):
    text_of_ours("/scratch/mine")
    os.replace("/scratch/mine", mark)


@attempt
def copy_in(out, mark, port, pid):
    import shutil

    shutil.copy(out + "/secret.txt", "/scratch/c")
    return text("/scratch/c")


@attempt
def write_outside(out, mark, port, pid):
    return text_of_ours(mark)


def text_of_ours(path):
    with open(path, "w") as file:
        return file.write("x")


@attempt
def append_outside(out, mark, port, pid):
    with open(out + "/secret.txt", "a") as file:
        return file.write("x")


@attempt
def truncate_outside(out, mark, port, pid):
    os.truncate(out + "/secret.txt", 0)


@attempt
def make_folder(out, mark, port, pid):
    os.mkdir(mark)


@attempt
def remove(out, mark, port, pid):
    os.unlink(out + "/secret.txt")


@attempt
def remove_tree(out, mark, port, pid):
    import shutil

    shutil.rmtree(out)


@attempt
def chmod(out, mark, port, pid):
    os.chmod(out + "/secret.txt", 0o777)


@attempt
def utime(out, mark, port, pid):
    os.utime(out + "/secret.txt", (1, 1))


@attempt
def listing(out, mark, port, pid):
    return os.listdir(out)


@attempt
def scandir(out, mark, port, pid):
    return [entry.name for entry in os.scandir(out)]


@attempt
def stat(out, mark, port, pid):
    return os.stat(out + "/secret.txt")


@attempt
def lstat_of_root(out, mark, port, pid):
    return os.listdir("/")


@attempt
def proc_environ(out, mark, port, pid):
    return open("/proc/self/environ", "rb").read()


@attempt
def proc_root(out, mark, port, pid):
    return text("/proc/self/root" + out + "/secret.txt")


@attempt
def proc_cwd(out, mark, port, pid):
    return os.readlink("/proc/self/cwd")


@attempt
def proc_fd(out, mark, port, pid):
    return open("/proc/self/fd/1", "wb").write(b"x")


@attempt
def dev_fd(out, mark, port, pid):
    return open("/dev/fd/0", "rb")


@attempt
def passwd(out, mark, port, pid):
    return text("/etc/passwd")


@attempt
def mapped(out, mark, port, pid):
    import mmap

    with open(out + "/secret.txt", "r+b") as file:
        return mmap.mmap(file.fileno(), 0)[:]


@attempt
def rewrite_a_script(out, mark, port, pid):
    return text_of_ours(HERE + "/scratch.py")


@attempt
def new_script(out, mark, port, pid):
    return text_of_ours(HERE + "/new.py")


@attempt
def remove_a_script(out, mark, port, pid):
    os.remove(HERE + "/scratch.py")


@attempt
def rewrite_the_library(out, mark, port, pid):
    return text_of_ours(os.path.dirname(os.__file__) + "/taskhost_canary.py")


@attempt
def append_to_the_library(out, mark, port, pid):
    with open(os.__file__, "a") as file:
        return file.write("")


@attempt
def up_from_the_library(out, mark, port, pid):
    return text(os.path.dirname(os.__file__) + "/../../../../../../../../../../../.." + out + "/secret.txt")


@attempt
def up_from_zones(out, mark, port, pid):
    return text("/usr/share/zoneinfo/../../.." + out + "/secret.txt")


@attempt
def another_tasks_scratch(out, mark, port, pid):
    return text("/scratch/../other/secret.txt")


@attempt
def bytes_path(out, mark, port, pid):
    return open(os.fsencode(out) + b"/secret.txt").read()


@attempt
def file_url(out, mark, port, pid):
    import urllib.request

    return urllib.request.urlopen("file://" + out + "/secret.txt").read()


@attempt
def sandwiched_null(out, mark, port, pid):
    return text("/dev/null/../.." + out + "/secret.txt")


# ---- imports -----------------------------------------------------------------------------------------------------------


@attempt
def import_by_path(out, mark, port, pid):
    sys.path.insert(0, out)
    try:
        import module

        return module.VALUE
    finally:
        sys.path.remove(out)


@attempt
def import_by_spec(out, mark, port, pid):
    import importlib.util

    spec = importlib.util.spec_from_file_location("canary", out + "/module.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.VALUE


@attempt
def import_by_hook(out, mark, port, pid):
    from importlib.machinery import ModuleSpec, SourceFileLoader

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == "hooked":
                return ModuleSpec(name, SourceFileLoader(name, out + "/module.py"), origin=out + "/module.py")

    sys.meta_path.insert(0, Finder())
    try:
        import hooked

        return hooked.VALUE
    finally:
        del sys.meta_path[0]


@attempt
def import_from_zip(out, mark, port, pid):
    import zipimport

    return zipimport.zipimporter(out + "/packed.zip").load_module("packed").VALUE


@attempt
def run_path(out, mark, port, pid):
    import runpy

    return runpy.run_path(out + "/module.py")["VALUE"]


@attempt
def extension(out, mark, port, pid):
    from importlib.machinery import ExtensionFileLoader, ModuleSpec
    import _imp

    return _imp.create_dynamic(ModuleSpec("ext", ExtensionFileLoader("ext", HERE + "/ext.so"), origin=HERE + "/ext.so"))


# ---- processes ---------------------------------------------------------------------------------------------------------


@attempt
def system(out, mark, port, pid):
    code = os.system(f"touch {mark}")
    if code:
        raise OSError(f"os.system gave {code}")


@attempt
def popen(out, mark, port, pid):
    return os.popen(f"touch {mark}").read()


@attempt
def subprocess_run(out, mark, port, pid):
    import subprocess

    return subprocess.run(["touch", mark], check=True)


@attempt
def subprocess_shell(out, mark, port, pid):
    import subprocess

    return subprocess.check_output(f"touch {mark}", shell=True)


@attempt
def posix_spawn(out, mark, port, pid):
    return os.posix_spawn("/usr/bin/touch", ["touch", mark], {})


@attempt
def fork(out, mark, port, pid):
    return os.fork()


@attempt
def execv(out, mark, port, pid):
    os.execv("/usr/bin/touch", ["touch", mark])


@attempt
def fork_exec(out, mark, port, pid):
    import _posixsubprocess

    read, write = os.pipe()
    nothing = [-1] * 7 + [write]
    child = _posixsubprocess.fork_exec(
        [b"/usr/bin/touch", mark.encode()], [b"/usr/bin/touch"], True, (), None, None, *nothing, False, False, -1, None, None, None, -1, None, False
    )
    if child < 0:
        raise OSError("no process")
    return child


@attempt
def multiprocess(out, mark, port, pid):
    import multiprocessing

    process = multiprocessing.get_context("spawn").Process(target=text_of_ours, args=(mark,))
    process.start()
    process.join()
    if process.exitcode:
        raise OSError(f"it ended with {process.exitcode}")


@attempt
async def asyncio_process(out, mark, port, pid):
    import asyncio

    return await asyncio.create_subprocess_exec("touch", mark)


@attempt
def kill(out, mark, port, pid):
    os.kill(pid, 9)


@attempt
def killpg(out, mark, port, pid):
    os.killpg(pid, 9)


@attempt
def raise_signal(out, mark, port, pid):
    import signal

    signal.raise_signal(signal.SIGWINCH)


@attempt
def signal_handler(out, mark, port, pid):
    import signal

    return signal.signal(signal.SIGWINCH, lambda number, frame: None)


@attempt
def low_signal(out, mark, port, pid):
    import _signal

    return _signal.raise_signal(28)


@attempt
def alarm(out, mark, port, pid):
    import signal

    return signal.setitimer(signal.ITIMER_REAL, 1000)


@attempt
def wrapped_signal(out, mark, port, pid):
    import signal

    return signal.signal.__wrapped__(28, lambda number, frame: None)


@attempt
def signal_anew(out, mark, port, pid):
    import importlib

    del sys.modules["_signal"]
    import _signal

    importlib.reload(_signal)
    return _signal.raise_signal(28)


@attempt
def signal_made(out, mark, port, pid):
    import _imp
    from importlib.machinery import BuiltinImporter, ModuleSpec

    made = _imp.create_builtin(ModuleSpec("_signal", BuiltinImporter, origin="built-in"))
    _imp.exec_builtin(made)
    return made.raise_signal(28)


@attempt
def own_process(out, mark, port, pid):
    os.kill(os.getpid(), 28)


# ---- native code and memory --------------------------------------------------------------------------------------------


@attempt
def ctypes_library(out, mark, port, pid):
    import ctypes

    return ctypes.CDLL(None).getpid()


@attempt
def ctypes_memory(out, mark, port, pid):
    import ctypes

    return ctypes.string_at(id(out), 8)


@attempt
def low_ctypes(out, mark, port, pid):
    import _ctypes

    return _ctypes.dlopen(None, 0)


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
