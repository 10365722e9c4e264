import asyncio


async def quick(task_key, **kwargs):
    pass


async def nap(task_key, **kwargs):
    await asyncio.sleep(5)
