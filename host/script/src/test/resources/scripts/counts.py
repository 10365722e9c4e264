import asyncio
import os

calls = 0


def count(task_key, **kwargs):
    """How often it was called in this interpreter."""
    global calls
    calls += 1
    return calls


async def waits(task_key, file, **kwargs):
    print("in")
    while not os.path.exists(file):
        await asyncio.sleep(0.02)
    return count(task_key)


def gone(task_key, file, **kwargs):
    return os.path.exists(file)
