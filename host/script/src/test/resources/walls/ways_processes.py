# Ways out of the walls by imports, processes, native code and memory.
import os
import sys

from ways import HERE, attempt, text_of_ours

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
