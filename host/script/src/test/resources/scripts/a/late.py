# asyncio comes in while the coroutine runs already, through a module whose text does not tell
async def late(task_key, *args, **kwargs):
    aio = __import__("asyn" + "cio")
    before = aio.current_task()
    async with aio.timeout(60):
        await aio.sleep(0.01)
    both = await aio.gather(aio.sleep(0.01, 1), aio.sleep(0.01, 2))
    return [before is not None and before is aio.current_task(), both]
