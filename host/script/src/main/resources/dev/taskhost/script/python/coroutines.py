# Runs coroutines inside one Python interpreter, one of them at a time, while any number wait. Evaluated once per interpreter by
# PythonGuests, before driver.py, which calls the function that is the value of the last line; all go under one file name, by
# which frames of ours are told.


def _taskhost_coroutines(host, runs, loops, loaded):
    import sys
    import _thread

    # A coroutine is sent None until it ends. Only one that suspends needs asyncio's loop: then it goes on as a task
    # of the worker's loop. If it imports asyncio on the way, that task exists from the import on, so that the running
    # loop, the current task and timeouts are there when the script's next line asks for them.

    class State:
        loop = None  # the worker's loop, once asyncio is there
        thread = 0  # the thread that drives a coroutine by hand just now
        hand = None  # the run it drives
        run = None  # begun last
        looks_at = 0.0  # by the loop's clock: not before that is looked again whether timers are late

    waiting = {}  # id -> run, of those that go on in turns
    threaded = set()  # runs that had threads at work when they ended, by themselves or not

    def loop():
        if State.loop is None or State.loop.is_closed():
            State.loop = loops(host, runs, finish)
            sys.modules["asyncio"].set_event_loop(State.loop)
        return State.loop

    def threads():
        """Whose threads are at work, of those that have ended: N nobody's, S those of stopped bodies, O of others as well."""
        for run in [run for run in threaded if not run.threads]:
            threaded.discard(run)
        if not threaded:
            return "N"
        others = any(run.threads for run in waiting.values()) or any(run.stood is None and not run.dead for run in threaded)
        return "O" if others else "S"

    def threads_ended():
        """All threads but the worker's own were interrupted."""
        threaded.clear()
        if State.loop is not None:
            State.loop.threads_ended()

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

    async def resume(run):
        if run.first is not None:
            await Resume(run.outer, run.first[0])

    def adopt():
        """asyncio has just been imported by a coroutine that is driven by hand: from now on it is a task."""
        run = State.hand
        if State.thread == _thread.get_ident() and run is not None and run.task is None:
            asyncio = sys.modules["asyncio"]
            run.task = loop().create_task(resume(run))
            asyncio._set_running_loop(State.loop)
            asyncio.tasks._enter_task(State.loop, run.task)

    def unadopt(run):
        asyncio = sys.modules["asyncio"]
        asyncio.tasks._leave_task(State.loop, run.task)
        asyncio._set_running_loop(None)

    class WhenLoaded:
        """A loader that calls adopt() afterwards."""

        def __init__(self, loader):
            self.loader = loader

        def create_module(self, spec):
            return self.loader.create_module(spec)

        def exec_module(self, module):
            self.loader.exec_module(module)
            loaded(module)
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

    async def guard(run):
        try:
            run.value = (True, await run.inner)
        except BaseException as e:
            run.value = (False, e)
        if len(run.tasks) > 1:
            await clean_up(run)

    async def clean_up(run):
        """As asyncio.run: what the body left running is cancelled, since nothing would wait for it."""
        left = [task for task in run.tasks if task is not run.task and not task.done()]
        if left:
            names = ", ".join(sorted(name(task.get_coro()) for task in left))
            print(f"Cancelled what was not awaited before the end: {names}", file=sys.stderr)
            for task in left:
                task.cancel()
            await sys.modules["asyncio"].gather(*left, return_exceptions=True)

    def name(coroutine):
        code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
        return getattr(code, "co_qualname", None) or type(coroutine).__name__

    def drive(run, awaitable):
        """Begins an awaitable, in the run's own context. Gives whether it has ended; if not, it goes on in turns."""
        State.run = run
        run.inner = awaitable
        run.outer = guard(run)
        by_hand(run)
        if run.first is not None:
            waiting[run.id] = run
            return False
        if run.task is not None and not waiting:
            once()  # the loop learns that it has ended
        return True

    def by_hand(run):
        """One step: nothing else of the loop may run in it, as an interrupt could not tell them apart."""
        State.thread, State.hand = _thread.get_ident(), run
        try:
            if hasattr(sys.modules.get("asyncio"), "run"):
                adopt()
            run.first = [run.outer.send(None)]
            __import__("asyncio")  # it suspended: the loop must take over, whoever it waits for
            adopt()
        except StopIteration:
            pass
        finally:
            State.thread, State.hand = 0, None
        if run.task is not None:
            unadopt(run)

    def once():
        State.loop.call_soon(State.loop.stop)
        State.loop.run_forever()

    def turn():
        if waiting:
            State.loop.run_forever()

    def finish(run):
        """Its task has ended."""
        if waiting.pop(run.id, None) is not None:
            left(run)
            runs.ended(run)
        if not waiting and State.loop is not None:
            State.loop.stop()

    def cancel(id, hard):
        run = waiting.get(id)
        if run is None:
            return
        if run.stood is None:
            run.stood = where(run)
        tell_if_late(run)
        if hard:
            bury(run)
            runs.ended(run)
        else:
            run.task.cancel()

    def tell_if_late(run):
        """Says in its output what the loop was at, if something of it should have gone on long ago: that is our fault, not the body's."""
        loop = State.loop
        now = loop.time()
        if now < State.looks_at:  # a thousand that are stopped at once need no thousand looks at a thousand timers
            return
        State.looks_at = now + 5.0
        late = [now - timer._when for timer in loop._scheduled if not timer._cancelled]
        if max(late, default=0.0) > 5.0:
            text = f"{len(late)} timers, late by up to {max(late):.0f} s; {len(loop._ready)} callbacks ready; {len(waiting)} bodies wait"
            host.printed(run.id, True, f"The loop of this interpreter has not gone on as it should: {text}; {run.task!r}\n")

    def bury(run):
        """It never goes on."""
        run.dead = True
        waiting.pop(run.id, None)
        run.tasks.clear()
        left(run)

    def left(run):
        if run.threads:
            threaded.add(run)

    def recover(id):
        """An interrupt went through the loop in a step of this run; gives where that stood."""
        if State.loop is not None:
            asyncio = sys.modules["asyncio"]
            asyncio.tasks._current_tasks.clear()
            asyncio._set_running_loop(None)
            State.loop._thread_id = None
            State.loop._stopping = False
            sys.set_asyncgen_hooks(None, None)
        State.thread, State.hand = 0, None
        run = waiting.get(id) or State.run
        if run is None or run.id != id:
            return ""
        bury(run)
        return where(run)

    def where(run):
        """Where a run's coroutine stands: lines as in a traceback, '' when that is not known."""
        lines = []
        at = run.inner
        while at is not None and len(lines) < 100:
            frame = getattr(at, "cr_frame", None) or getattr(at, "gi_frame", None)
            if frame is None or frame.f_lineno < 1:  # it runs, so it does not know
                break
            lines.append(f'  File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}')
            at = getattr(at, "cr_await", None) or getattr(at, "gi_yieldfrom", None)
        return "\n".join(lines)

    return drive, turn, cancel, recover, left, threads, threads_ended


_taskhost_coroutines
