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

        class End:
            """One end of a pipe, with what the loop asks of a socket."""

            def __init__(self, fd):
                self.fd = fd
                posix.set_blocking(fd, False)

            def fileno(self):
                return self.fd

            def recv(self, most):
                return posix.read(self.fd, most)

            def send(self, data):
                return posix.write(self.fd, data)

            def close(self):
                fd, self.fd = self.fd, -1
                if fd >= 0:
                    posix.close(fd)

        def _make_self_pipe(self):
            read, write = posix.pipe()
            self._ssock, self._csock = End(read), End(write)
            self._internal_fds += 1
            self._add_reader(self._ssock.fileno(), self._read_from_self)

        asyncio.selector_events.BaseSelectorEventLoop._make_self_pipe = _make_self_pipe

    return loaded


_taskhost_restricted
