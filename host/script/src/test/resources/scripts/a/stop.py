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
