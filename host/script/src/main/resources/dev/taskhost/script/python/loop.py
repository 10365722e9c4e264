# The asyncio loop of one Python interpreter. Evaluated once per interpreter by PythonGuests; coroutines.py calls the function that is
# the value of the last line once asyncio is there.


def _taskhost_loop(host, runs, finish):
    import asyncio
    import selectors
    from _contextvars import copy_context

    class Selector(selectors.DefaultSelector):
        """Waits in the host where there is no socket to listen to, so that the host can end the wait."""

        def select(self, timeout=None):
            wait = 3600.0 if timeout is None else max(0.0, timeout)
            if len(self.get_map()) <= 1:  # the loop's own, for waking
                if host.wait(wait):
                    made.stop()
                made.take_answers()
                return []
            if host.wait(0.0):
                made.stop()
                wait = 0.0
            if made.take_answers():
                wait = 0.0
            elif wait > 0.0 and not made.waker:
                made.waker = True
                runs.begin(listen, ())  # nobody's
            return super().select(wait)

    class Loop(asyncio.SelectorEventLoop):
        waker = False  # whether a thread listens for the host while the loop listens to sockets
        answers = {}  # of the host's services: number -> future

        def take_answers(self):
            """Hands out what has come; whether anything has."""
            came = False
            while self.answers:
                number, _, answer = runs.answered().partition(" ")
                if not number:
                    break
                came = True
                future = self.answers.pop(int(number), None)
                if future is not None and not future.done():
                    future.set_result(answer)
            return came

        def heard(self):
            """The host wants something: the worker, or to hand out answers."""
            if host.wait(0.0):
                self.stop()
            self.take_answers()

        def _write_to_self(self):
            host.wake()
            super()._write_to_self()

        def threads_ended(self):
            self.waker = False
            self._default_executor = None  # it believes that its threads are there

        def run_in_executor(self, executor, func, *args):
            run = runs.current.get()
            if run is None:
                return super().run_in_executor(executor, func, *args)
            context = copy_context()

            def call():
                mark = object()
                run.threads.add(mark)
                try:
                    return context.run(func, *args)
                finally:
                    run.threads.discard(mark)

            nobody = runs.current.set(None)  # a thread that is started for it is the pool's
            try:
                return super().run_in_executor(executor, call)
            finally:
                runs.current.reset(nobody)

    class Task(asyncio.Task):
        """Knows whose it is."""

        def __init__(self, coroutine, **options):
            context = options.get("context")
            self.run = context.get(runs.current) if context is not None else runs.current.get()
            if self.run is not None:
                self.run.tasks.add(self)
            super().__init__(coroutine, **options)

        def _Task__step(self, exc=None):
            super()._Task__step(exc)
            if self.run is not None and self.done():
                self.run.tasks.discard(self)

    def listen():
        """On a thread of its own, while the loop listens to sockets: the host wants something."""
        while host.listen():
            made.call_soon_threadsafe(made.heard)

    def watch_steps(handle):
        """Each callback of the loop tells the host whose step it is; one of a dead run is not called."""
        plain = handle._run

        def _run(self):
            run = self._context.get(runs.current)
            if run is None:
                plain(self)
            elif not run.dead:
                host.stepping(run.id)
                try:
                    plain(self)
                except (SystemExit, KeyboardInterrupt):
                    pass  # its task has it, as its result; the loop is not this body's to end
                finally:
                    host.stepping(0)
                if run.task is not None and run.task.done():
                    finish(run)

        if not hasattr(handle, "_taskhost"):
            handle._run, handle._taskhost = _run, True

    made = Loop(Selector())
    watch_steps(asyncio.events.Handle)
    made.set_task_factory(lambda loop, coroutine, **options: Task(coroutine, loop=loop, **options))
    return made


_taskhost_loop
