import asyncio


async def forever(task_key, *args, **kwargs):
    asyncio.get_running_loop().call_later(0.1, print, "it is suspended now")
    await asyncio.sleep(1000)


async def tools(task_key, *args, **kwargs):
    async with asyncio.timeout(60):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(asyncio.sleep(0.01, "v"))
    both = await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0.01, 2))
    return [task.result(), both, asyncio.current_task() is not None]


async def forgets(task_key, *args, **kwargs):
    asyncio.create_task(asyncio.sleep(100))
    await asyncio.sleep(0)
    return "done"
