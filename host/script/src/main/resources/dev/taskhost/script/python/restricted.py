# What is different inside an interpreter whose bodies may not reach everything; the walls themselves are the host's, below. Evaluated
# once per interpreter by PythonGuests; driver.py calls the function that is the value of the last line before any script runs.


def _taskhost_restricted():
    import _signal
    import sys

    # ---- signals: those of GraalPy are the whole process's ------------------------------------------------------

    def refuse(name):
        def refused(*args, **kwargs):
            raise PermissionError(
                1, f'signal.{name} would reach the whole host: scripts have no signals ([scripts] access = "restricted" in common.toml)'
            )

        return refused

    for name in ("signal", "raise_signal", "alarm", "setitimer", "siginterrupt", "set_wakeup_fd"):
        setattr(_signal, name, refuse(name))
    _signal.getsignal = lambda number: None  # looking at one sets it for a moment
    sys.modules.pop("signal", None)  # nobody is to have what it took from there before

    # ---- asyncio: a pair of sockets takes one that listens, so its loops are woken through a pipe ----------------

    def loaded(asyncio):
        import posix

        class Bell:
            """What the loop asks of a pair of sockets. A pipe blocks, so it never has more than one byte in it."""

            def __init__(self):
                self.ends = posix.pipe()
                self.rung = False

            def fileno(self):
                return self.ends[0]

            def recv(self, most):
                if not self.rung:
                    return b""  # the loop reads until there is nothing
                data = posix.read(self.ends[0], most)
                self.rung = False  # only now: whoever did not ring since then meets a loop that is awake
                return data

            def send(self, data):
                if not self.rung:
                    self.rung = True
                    posix.write(self.ends[1], b"\0")

            def close(self):
                ends, self.ends = self.ends, ()
                for fd in ends:
                    posix.close(fd)

        def _make_self_pipe(self):
            self._ssock = self._csock = Bell()
            self._internal_fds += 1
            self._add_reader(self._ssock.fileno(), self._read_from_self)

        asyncio.selector_events.BaseSelectorEventLoop._make_self_pipe = _make_self_pipe

    return loaded


_taskhost_restricted
