# Runs coroutines inside one Python interpreter. Evaluated once per interpreter by PythonGuests, before driver.py, which
# calls the function that is the value of the last line; both go under one file name, by which frames of ours are told.


def _taskhost_coroutines():
    import sys
    import _thread

    # A coroutine is sent None until it ends. Only one that suspends needs asyncio's loop: then it goes on as a task
    # of the worker's loop. If it imports asyncio on the way, that task exists from the import on, so that the running
    # loop, the current task and timeouts are there when the script's next line asks for them.

    class State:
        loop = None  # the worker's loop, once asyncio is there
        thread = 0  # the thread that drives a coroutine by hand just now
        task = None  # the task that will take it over
        first = None  # what it yielded first, as a list
        inner = None  # the script's own coroutine, to tell where it stands

    def loop():
        if State.loop is None or State.loop.is_closed():
            asyncio = sys.modules["asyncio"]
            State.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(State.loop)
        return State.loop

    class Resume:
        """Goes on with a coroutine that has yielded already; like `yield from`, entered in the middle."""

        def __init__(self, coroutine, first):
            self.coroutine, self.yielded = coroutine, first

        def __await__(self):
            while True:
                try:
                    sent = yield self.yielded
                except BaseException as e:
                    step, value = self.coroutine.throw, e
                else:
                    step, value = self.coroutine.send, sent
                try:
                    self.yielded = step(value)
                except StopIteration:
                    return

    async def resume(coroutine):
        if State.first is not None:
            await Resume(coroutine, State.first[0])

    def adopt():
        """asyncio has just been imported by a coroutine that is driven by hand: from now on it is a task."""
        if State.thread == _thread.get_ident() and State.task is None:
            asyncio = sys.modules["asyncio"]
            State.task = loop().create_task(resume(State.outer))
            asyncio._set_running_loop(State.loop)
            asyncio.tasks._enter_task(State.loop, State.task)

    def unadopt():
        asyncio = sys.modules["asyncio"]
        asyncio.tasks._leave_task(State.loop, State.task)
        asyncio._set_running_loop(None)

    class WhenLoaded:
        """A loader that calls adopt() afterwards."""

        def __init__(self, loader):
            self.loader = loader

        def create_module(self, spec):
            return self.loader.create_module(spec)

        def exec_module(self, module):
            self.loader.exec_module(module)
            adopt()

        def __getattr__(self, name):
            return getattr(self.loader, name)

    class AsyncioFinder:
        def find_spec(self, name, path=None, target=None):
            if name != "asyncio":
                return None
            sys.meta_path.remove(self)
            for finder in sys.meta_path:
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    spec.loader = WhenLoaded(spec.loader)
                    return spec
            return None

    sys.meta_path.insert(0, AsyncioFinder())

    def drive(awaitable):
        """Runs an awaitable to its end. Gives (True, value) or (False, exception)."""
        outcome = []

        async def guard():
            try:
                outcome.append((True, await awaitable))
            except BaseException as e:
                outcome.append((False, e))

        State.inner = awaitable
        State.outer = outer = guard()
        if hasattr(sys.modules.get("asyncio"), "run"):
            loop().run_until_complete(outer)
            clean_up()
        else:
            by_hand(outer)
        State.inner = State.outer = None
        return outcome[0]

    def by_hand(outer):
        State.thread, State.task, State.first = _thread.get_ident(), None, None
        try:
            State.first = [outer.send(None)]
            __import__("asyncio")  # it suspended: the loop must take over, whoever it waits for
            adopt()
        except StopIteration:
            pass
        finally:
            State.thread = 0
        if State.task is not None:
            unadopt()
            State.loop.run_until_complete(State.task)
            State.task = None
            clean_up()

    def clean_up():
        """As asyncio.run: what the body left running is cancelled, since nothing would wait for it."""
        asyncio = sys.modules["asyncio"]
        left = asyncio.all_tasks(State.loop)
        if left:
            names = ", ".join(sorted(getattr(t.get_coro(), "__qualname__", repr(t)) for t in left))
            print(f"Cancelled what was not awaited before the end: {names}", file=sys.stderr)
            for task in left:
                task.cancel()
            State.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))

    def where():
        """Where the coroutine stands that was interrupted: lines as in a traceback, '' when there is none."""
        lines = []
        at = State.inner
        while at is not None and len(lines) < 100:
            frame = getattr(at, "cr_frame", None) or getattr(at, "gi_frame", None)
            if frame is None or frame.f_lineno < 1:  # it runs, so it does not know
                break
            lines.append(f'  File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}')
            at = getattr(at, "cr_await", None) or getattr(at, "gi_yieldfrom", None)
        return "\n".join(lines)

    return drive, where


_taskhost_coroutines
