import asyncio
import time


def hold(task_key, **kwargs):
    time.sleep(1)
    return asyncio.__name__
