# Tells apart what the bodies inside one Python interpreter print. Evaluated once per interpreter by PythonGuests, before
# coroutines.py; the function that is the value of the last line makes `runs`.


def _taskhost_output(host):
    import sys
    import _io
    import _thread
    from _codecs import utf_8_decode
    from _contextvars import ContextVar, copy_context

    most = 8192  # characters of a line that are kept back until its end

    class Run:
        """One call of a body."""

        def __init__(self, id):
            self.id = id
            self.printed = ["", ""]  # unfinished lines: standard output, standard error
            self.bytes = [b"", b""]  # unfinished characters of what was printed as bytes
            self.tasks = set()  # of asyncio, that belong to it
            self.task = None  # the one that runs its coroutine
            self.first = None  # what that yielded first, as a list
            self.inner = self.outer = None  # the script's own coroutine, and the one around it
            self.value = None  # (True, result) or (False, exception)
            self.stood = None  # where it stood when it was asked to stop
            self.dead = False  # never goes on
            self.quiet = False  # what it prints goes nowhere
            self.threads = set()  # one thing for each thread of its own that is at work

    class Runs:
        current = ContextVar("taskhost_run", default=None)
        ended = None  # set by the driver: called with a run that ended in a turn
        answered = None  # set by the driver: gives the next answer of the host's services, "" when there is none

        @staticmethod
        def flush(run):
            for error in (0, 1):
                text, run.printed[error] = run.printed[error], ""
                if text:
                    host.printed(run.id, error == 1, text)

    Runs.Run = Run
    current = Runs.current

    class Bytes(_io._RawIOBase):
        """sys.stdout.buffer"""

        def __init__(self, stream):
            self.stream = stream

        def writable(self):
            return True

        def write(self, data):
            run, error = current.get(), self.stream.error
            if run is None:
                return self.stream.below.buffer.write(data)
            whole = run.bytes[error] + bytes(data)
            text, used = utf_8_decode(whole, "replace", False)
            run.bytes[error] = whole[used:]
            self.stream.write(text)
            return len(data)

    class Stream(_io._TextIOBase):
        def __init__(self, error, below):
            self.error, self.below = error, below
            self.buffer = Bytes(self)
            self.name, self.mode = below.name, "w"

        encoding, errors, newlines, line_buffering = "utf-8", "backslashreplace", None, True

        def writable(self):
            return True

        def isatty(self):
            return False

        def fileno(self):
            return self.below.fileno()

        def reconfigure(self, **options):
            pass

        def write(self, text):
            if not isinstance(text, str):
                raise TypeError(f"write() argument must be str, not {type(text).__name__}")
            run = current.get()
            if run is None:
                return self.below.write(text)
            whole = run.printed[self.error] + text
            end = len(whole) if len(whole) > most else whole.rfind("\n") + 1
            run.printed[self.error] = whole[end:]
            if end and not run.quiet:
                host.printed(run.id, self.error == 1, whole[:end])
            return len(text)

        def flush(self):
            if current.get() is None:
                self.below.flush()

    sys.stdout = Stream(0, sys.stdout)
    sys.stderr = Stream(1, sys.stderr)

    # A thread that a body starts belongs to that body: it goes on in a copy of the starter's context.
    begin = Runs.begin = _thread.start_new_thread

    def start_new_thread(function, args, kwargs={}):
        run = current.get()
        if run is None:
            return begin(function, args, kwargs)
        mark = object()
        run.threads.add(mark)
        try:
            return begin(copy_context().run, (thread, run, mark, function, args, kwargs))
        except BaseException:
            run.threads.discard(mark)
            raise

    def thread(run, mark, function, args, kwargs):
        try:
            function(*args, **kwargs)
        finally:
            run.threads.discard(mark)

    _thread.start_new_thread = start_new_thread
    threading = sys.modules.get("threading")
    if hasattr(threading, "_start_new_thread"):
        threading._start_new_thread = start_new_thread
    return Runs


_taskhost_output
