import asyncio
import os


def answers(task_key, **kwargs):
    return [os.getppid(), os.geteuid() == os.getuid(), os.getegid() == os.getgid()]


def time_parts(task_key, **kwargs):
    import time

    all = [time.time() for _ in range(1000)]
    return [len(set(all)) > 500, abs(all[0] - time.time_ns() / 1e9) < 5, time.time.__qualname__]


def short_sleeps(task_key, **kwargs):
    """How much too short a sleep of each length was, of twenty, in seconds; nothing when none was."""
    import time

    early = []
    for seconds in (0.0001, 0.0005, 0.001, 0.0015, 0.0029, 0.0105):
        for _ in range(20):
            begin = time.perf_counter_ns()
            time.sleep(seconds)
            took = (time.perf_counter_ns() - begin) / 1e9
            if took < seconds:
                early.append(seconds - took)
    return early


def told(task_key, **kwargs):
    import errno
    import multiprocessing
    import shutil

    said = []
    for one in (
        os.getpgrp,
        os.setsid,
        os.openpty,
        lambda: os.getsid(0),
        lambda: os.fchown(1, 0, 0),
        lambda: os.chown("/nowhere", 0, 0),
        lambda: shutil.chown(".", "root"),
        lambda: os.path.expanduser("~daemon"),
    ):
        try:
            one()
        except OSError as e:
            said.append(e.errno in (None, errno.ENOSYS))
    try:
        multiprocessing.Process(target=print).start()
    except ImportError as e:
        said.append("cpython" in str(e))
    return said


async def neighbour(task_key, signal, **kwargs):
    """Waits until the other has failed."""
    while not os.path.exists(signal):
        await asyncio.sleep(0.01)
    return "undisturbed"


async def fails(task_key, signal, **kwargs):
    """What nobody thought of: an error within GraalPy itself."""
    await asyncio.sleep(0.05)
    try:
        os.access("/tmp", os.R_OK, effective_ids=True)
    finally:
        open(signal, "x").close()
