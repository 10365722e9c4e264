# time.sleep, of which GraalPy's own (25.0.3) does not hear an interrupt when it is given a float: it goes on for the rest of the time, at
# the cost of a whole processor, and neither a stop nor the end of its interpreter gets it out. Evaluated once per interpreter by
# PythonGuests, which calls the function that is the value of the last line.


def _taskhost_sleep():
    import time
    from _thread import allocate_lock

    plainly = time.sleep

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
        whole = int(seconds)
        if whole:
            plainly(whole)
        if seconds > whole:
            never = allocate_lock()
            never.acquire()
            never.acquire(True, seconds - whole)

    sleep.__module__ = "time"
    sleep.__qualname__ = "sleep"
    time.sleep = sleep


_taskhost_sleep
