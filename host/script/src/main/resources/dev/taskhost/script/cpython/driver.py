# Calls task functions inside one CPython process, one at a time, on the main thread. The other side is Child.java. To the host go
#   ready, failed   at the beginning
#   answer          how a call ended: the letters of python/driver.py
#   stood           where a call stands that is to be stopped, and whether it was cancelled and may end by itself
#   ask, log        what a body wants of the host, see services.py, and what its loggers say
from contextvars import copy_context

_taskhost_here = __name__


class _Streams:
    """What bodies print to, with everything else that writes to the file descriptors 1 and 2: C code, other processes."""

    def __init__(self, mark):
        self.mark = mark  # tells the host that all was read that was printed before
        self.descriptors = {1: os.dup(1), 2: os.dup(2)}
        self.names = {1: "stdout", 2: "stderr"}
        self.own = {}
        try:
            import ctypes

            self.c_flush = ctypes.CDLL(None).fflush
        except Exception:
            self.c_flush = None  # a Python without ctypes: what C code prints comes when it flushes itself
        self.renew()

    def renew(self):
        for number, name in self.names.items():
            if number not in self.own or self.own[number].closed:
                self.own[number] = open(number, "w", 1, "utf-8", "backslashreplace", closefd=False)
                setattr(sys, "__" + name + "__", self.own[number])
            setattr(sys, name, self.own[number])  # what one body puts there is not the next one's

    def end(self):
        """After a call: lets out what is held back, and repairs what the body has closed or put elsewhere."""
        for number, name in self.names.items():
            for stream in (getattr(sys, name, None), self.own[number]):
                try:
                    stream.flush()
                except Exception:
                    pass  # closed, or a thing of the body's own: it is not ours to say so
        if self.c_flush is not None:
            self.c_flush(None)
        for number, descriptor in self.descriptors.items():
            os.dup2(descriptor, number)
            os.set_blocking(descriptor, True)  # a process that had it may have changed that
            left = self.mark
            while left:
                left = left[os.write(descriptor, left) :]
        self.renew()


class _Run:
    """A call, or a look at what could be called."""

    def __init__(self, frame):
        self.id = frame["id"]
        self.trace_id, self.task_key = frame.get("trace_id"), frame.get("task_key")
        self.execution_id = frame.get("execution_id")
        self.kept = {}  # in which libraries keep what belongs to one execution
        self.coroutine = None  # the script's own
        self.loop = self.task = None  # what runs it
        self.value = None  # (True, result) or (False, exception)
        self.stopping = False  # whether it was asked to stop
        self.stood = None  # where it stood then
        self.ended = False


class _Driver:
    def __init__(self, link, setup):
        self.link = link
        self.root = setup["root"]
        self.scripts = _Scripts(setup["root"], setup["texts"], setup["library"], setup["packages"])
        self.reject, self.keep, self.describe = _taskhost_contract(self.root, _taskhost_here)
        self.streams = _Streams(setup["mark"].encode("ascii"))
        self.main = _thread.get_ident()
        self.process = os.getpid()
        self.run = None
        self.whose = _Whose()
        self.services = _Services(link, setup["nobodys"], setup["longest"])
        seam = sys.modules["_taskhost"] = type(sys)("_taskhost")
        for name in ("trace_id", "task_key", "execution_id", "kept"):
            setattr(seam, name, _Value(self.whose, name))
        seam.services = self.services
        seam.call = self.call_on
        seam.scripts = setup["root"]
        seam.facts = lambda: setup["library"]["facts"]
        seam.log = self.log

    def call_on(self):
        """The number of the call that this thread works for; 0 when it is nobody's."""
        run = self.whose.get()
        return 0 if run is None else run.id

    def log(self, record):
        record = json.loads(record)
        if os.getpid() == self.process:
            self.link.send(kind="log", record=record)
        else:  # a fork of the body's, whose connection this is not
            print(record.get("msg"), file=sys.stderr)

    # ---- the call ---------------------------------------------------------------------------------------------

    def serve(self, frame):
        run = self.run = _Run(frame)
        self.services.begun(run)
        os.environ["TASKHOST_BODY"] = frame["body"]  # all it starts bears this, see Mark.java
        text = copy_context().run(self.within, run, frame)
        if os.getpid() != self.process:
            os._exit(0)  # a fork of the body's that came back from it
        run.ended = True
        self.services.ended()
        run.kept.clear()
        signal.setitimer(signal.ITIMER_REAL, 0)  # an alarm of the body's would ring in the next one
        self.streams.end()
        self.link.send(kind="answer", id=run.id, text=text)
        run.value = run.coroutine = None

    def within(self, run, frame):
        self.whose.variable.set(run)
        return self.call(run, frame) if frame["kind"] == "call" else self.check(run, frame)

    def check(self, run, frame):
        path, name = frame["path"], frame["function"]
        try:
            module = self.scripts.load(path)
        except BaseException as e:
            return "L" + f"{self.root.rpartition('/')[2]}/{path} does not load:\n" + self.describe(e)
        why = self.reject(module, path, name) if name else ""  # without a name only loading was asked for
        return "L" + why if why else "N"

    def call(self, run, frame):
        why = self.check(run, frame)
        if why != "N":
            return why
        kwargs = frame["kwargs"]
        kwargs["sub_task_id"] = frame["execution_id"]
        kwargs["__unique_trace_id__"] = frame["trace_id"]
        module = self.scripts.load(frame["path"])
        try:
            value = getattr(module, frame["function"])(frame["task_key"], *frame["args"], **kwargs)
        except BaseException as e:
            return "E" + self.describe(e)
        if hasattr(value, "__await__") or getattr(getattr(value, "gi_code", None), "co_flags", 0) & 0x100:
            return self.drive(run, value)
        return self.keep(value)

    def drive(self, run, awaitable):
        import asyncio

        run.coroutine = awaitable
        try:
            asyncio.run(self.guard(asyncio, run, awaitable))
        except BaseException as e:
            if run.value is None:
                run.value = (False, e)
        fine, value = run.value
        if not fine and run.stood is not None:
            return "S" + run.stood
        return self.keep(value) if fine else "E" + self.describe(value)

    async def guard(self, asyncio, run, awaitable):
        run.loop, run.task = asyncio.get_running_loop(), asyncio.current_task()
        try:
            run.value = (True, await awaitable)
        except BaseException as e:
            run.value = (False, e)
        left = [task for task in asyncio.all_tasks() if task is not run.task and not task.done()]
        if left:  # asyncio.run cancels them
            names = ", ".join(sorted(self.name(task.get_coro()) for task in left))
            print(f"Cancelled what was not awaited before the end: {names}", file=sys.stderr)

    def name(self, coroutine):
        code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
        return getattr(coroutine, "__qualname__", None) or getattr(code, "co_name", None) or type(coroutine).__name__

    # ---- the stop ---------------------------------------------------------------------------------------------

    def stop(self, id):
        """By the listening thread: says where a call stands, and cancels it when it waits in asyncio's loop."""
        run = self.run
        if run is None or run.id != id or run.ended:
            self.link.send(kind="stood", id=id, lines="", cancelled=False)
            return
        run.stopping = True
        waits = run.task is not None and self.suspended(run.coroutine)
        run.stood = "\n".join(self.chain(run.coroutine) if waits else self.stack())
        self.link.send(kind="stood", id=id, lines=run.stood, cancelled=waits)
        if waits:
            run.loop.call_soon_threadsafe(run.task.cancel)

    def suspended(self, coroutine):
        return getattr(coroutine, "cr_frame", None) is not None and not coroutine.cr_running

    def chain(self, at):
        """Where a coroutine stands, from the outside in."""
        lines = []
        while at is not None and len(lines) < 100:
            frame = getattr(at, "cr_frame", None) or getattr(at, "gi_frame", None)
            if frame is None:
                break
            lines.append(self.line(frame, frame.f_lineno))
            at = getattr(at, "cr_await", None) or getattr(at, "gi_yieldfrom", None)
        return lines

    def stack(self):
        """Where the main thread stands, from the script's first frame on."""
        frame = sys._current_frames().get(self.main)
        while frame is not None and frame.f_code.co_filename == _taskhost_here:
            frame = frame.f_back  # it waits for the host
        lines = []
        own = 0  # as many lines, from the inside out, as there are up to the outermost one in the scripts folder
        while frame is not None:
            lines.append(self.line(frame, frame.f_lineno))
            if frame.f_code.co_filename.startswith(self.root + "/"):
                own = len(lines)
            frame = frame.f_back
        return lines[:own][:100][::-1]

    def line(self, frame, number):
        path = frame.f_code.co_filename
        text = linecache.getline(path, number).strip()
        return f'  File "{path}", line {number}, in {frame.f_code.co_name}' + (f"\n    {text}" if text else "")


def _taskhost_limit(megabytes):
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("500")  # where memory runs out, the system ends this rather than the host
    except OSError:
        pass  # no Linux, or the host itself is more expendable
    if megabytes:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _taskhost_main(connection, setup, version):
    link = _Link(connection)
    sys.argv = ["taskhost"]
    requests = SimpleQueue()
    try:
        dump = _taskhost_dump_to(setup["folder"])
        driver = _Driver(link, setup)
        _taskhost_limit(setup["memory_mb"])
        _thread.start_new_thread(_taskhost_listen, (link, setup["folder"], requests, driver.stop, driver.services.tell))
    except BaseException as e:
        link.send(kind="failed", text=f"{type(e).__name__}: {e}")
        os._exit(1)
    link.send(kind="ready", version=version)
    while True:
        frame = None
        try:
            frame = requests.get()
            if frame["kind"] == "end":
                return dump
            driver.serve(frame)
        except BaseException as e:
            if frame is not None:  # it cannot be answered: there is no memory left, or the body has closed our connection
                os.write(2, (driver.describe(e) + "\n").encode("utf-8", "replace"))
                os._exit(70)
            # Between two calls: what an earlier body has left, such as a signal handler that raises.
            sys.stderr.write(driver.describe(e) + "\n")
