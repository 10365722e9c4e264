"""Bodies of the runs that load a host: what ends by itself, what fails, and what has to be killed."""

import asyncio


def noop(task_key, **kwargs):
    pass


async def naps(task_key, **kwargs):
    await asyncio.sleep(0.3)


def fails(task_key, **kwargs):
    raise ValueError("it fails every time")


async def fails_later(task_key, **kwargs):
    await asyncio.sleep(0.1)
    raise ValueError("it fails every time")


def spins(task_key, **kwargs):
    while True:
        pass


async def awaits(task_key, **kwargs):
    await asyncio.sleep(3600)
