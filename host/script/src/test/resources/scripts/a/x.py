import functools
import sys

VALUE = 3


class Klass:
    pass


def gen(task_key, *args, **kwargs):
    yield 1


def fail(task_key, *args, **kwargs):
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("wrapped ü") from e


async def afail(task_key, *args, **kwargs):
    raise ExceptionGroup("grp", [ValueError("one"), TypeError("two")])


def leave(task_key, *args, **kwargs):
    sys.exit(3)


def leave_hard(task_key, *args, **kwargs):
    import os

    os._exit(4)


def interrupt_key(task_key, *args, **kwargs):
    raise KeyboardInterrupt


def a_set(task_key, *args, **kwargs):
    return {1}


def nan(task_key, *args, **kwargs):
    return [float("nan")]


def echo(task_key, *args, **kwargs):
    return {"key": task_key, "args": args, "kwargs": kwargs, "big": 10**30, "str": type(task_key) is str}


part = functools.partial(echo, "bound")


def traced(f):
    @functools.wraps(f)
    def inside(*args, **kwargs):
        return f(*args, **kwargs)

    return inside


@traced
def decorated(task_key, *args, **kwargs):
    return "decorated"


class Callable:
    async def __call__(self, task_key, *args, **kwargs):
        return "called"


instance = Callable()


def deep(task_key, *args, **kwargs):
    return deep(task_key)


def prints(task_key, *args, **kwargs):
    both = "hé".encode()
    sys.stdout.buffer.write(both[:2])
    sys.stdout.flush()
    sys.stdout.buffer.write(both[2:])
    print()
    print("世界", file=sys.stderr)
    print("x" * 40_000)
    print("partial", end="")


def host_class(task_key, *args, **kwargs):
    import java

    return str(java.type("java.lang.System"))


def host_import(task_key, *args, **kwargs):
    from java.lang import System

    return str(System)


def name(task_key, *args, **kwargs):
    return args[0]
