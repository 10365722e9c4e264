import threading
import time


def spin(task_key, *args, **kwargs):
    print("started")
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def sleep(task_key, *args, **kwargs):
    print("started")
    time.sleep(1000)


def resist(task_key, *args, **kwargs):
    print("started")
    return str(10**10**8)[:1]


def quick(task_key, *args, **kwargs):
    return args[0]


def sleep_parts(task_key, *args, **kwargs):
    print("started")
    time.sleep(0.25)
    time.sleep(1000.25)


def wait_parts(task_key, *args, **kwargs):
    print("started")
    threading.Event().wait(1000.25)


def sleeps(task_key, seconds, **kwargs):
    begin = time.perf_counter()
    time.sleep(float(seconds))
    took = time.perf_counter() - begin
    wrong = []
    for value in (-1.0, float("nan"), float("inf"), "1"):
        try:
            time.sleep(value)
        except (ValueError, TypeError, OverflowError) as e:
            wrong.append(type(e).__name__)
    return [float(seconds) <= took < float(seconds) + 5, wrong]
