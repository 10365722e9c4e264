# Of the module time, what GraalPy's own (25.0.3) does otherwise than CPython. Evaluated once per interpreter by PythonGuests, which calls
# the function that is the value of the last line.
#
# time.sleep does not hear an interrupt when it is given a float: it goes on for the rest of the time, at the cost of a whole processor,
# and neither a stop nor the end of its interpreter gets it out. A lock's timeout hears it, but counts in whole milliseconds and leaves
# the rest out; so it is given the next whole one, which is up to one too long but costs no processor.
#
# time.time tells whole milliseconds, so what is measured or named by it comes out equal where CPython's does not.


def _taskhost_time_gaps():
    import math
    import time
    from _thread import allocate_lock

    MILLISECOND = 1_000_000
    plainly = time.sleep
    monotonic = time.monotonic_ns

    def sleep(seconds, /):
        """
        Pauses the thread that calls it.

        :param seconds: a number of them, also a part of one
        """
        if type(seconds) is not float or seconds <= 0:
            return plainly(seconds)
        if seconds != seconds:
            raise ValueError("Invalid value NaN (not a number)")
        if seconds >= 2**63 / 1e9:
            raise OverflowError("timestamp too large to convert to C _PyTime_t")
        end = monotonic() + math.ceil(seconds * 1e9)
        whole = int(seconds)
        if whole:
            plainly(whole)
        never = allocate_lock()
        never.acquire()
        left = end - monotonic()
        while left > 0:
            never.acquire(True, math.ceil(left / MILLISECOND) / 1000)
            left = end - monotonic()

    nanoseconds = time.time_ns

    def now():
        """The seconds since 1970-01-01 00:00 UTC, to a microsecond at least."""
        return nanoseconds() / 1e9

    now.__name__ = "time"
    for function in (sleep, now):
        function.__module__ = "time"
        function.__qualname__ = function.__name__
        setattr(time, function.__name__, function)


_taskhost_time_gaps
