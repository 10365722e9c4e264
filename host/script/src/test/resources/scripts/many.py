import asyncio
import logging
import os
import sys
import threading

import _taskhost

log = logging.getLogger("many")


async def gate(task_key, file, **kwargs):
    """Says that it is in, and waits for a file."""
    print("in", task_key)
    while not os.path.exists(file):
        await asyncio.sleep(0.02)
    print("out", task_key)
    return [task_key, _taskhost.task_key.get(), _taskhost.execution_id.get() == kwargs["sub_task_id"]]


async def spin(task_key, **kwargs):
    await asyncio.sleep(0)
    print("in")
    while True:
        pass


async def deaf(task_key, **kwargs):
    print("in")
    while True:
        try:
            await asyncio.sleep(0.005)
        except BaseException:
            pass


async def careful(task_key, **kwargs):
    print("in")
    try:
        await asyncio.sleep(3600)
    finally:
        print("cleaned up")


async def speaks(task_key, **kwargs):
    handler = logging.StreamHandler()
    logger = logging.Logger(task_key)
    logger.addHandler(handler)
    for i in range(3):
        print(task_key, "says", i)
        await asyncio.sleep(0.01)
        logger.warning("%s logs %d", task_key, i)
        thread = threading.Thread(target=lambda: print(task_key, "in a thread", i))
        thread.start()
        await asyncio.to_thread(thread.join)
        await asyncio.create_task(beside(task_key, i))
        sys.stdout.write(f"{task_key} ")
        await asyncio.sleep(0.01)
        sys.stdout.write(f"goes on {i}\n")
    print(task_key, "leaves this open", end="")


async def beside(task_key, i):
    await asyncio.sleep(0)
    print(task_key, "beside", i)


async def leaves(task_key, **kwargs):
    """Leaves a task behind."""
    task = asyncio.create_task(asyncio.sleep(3600))
    await asyncio.sleep(0.01)
    return task.done()


async def listens(task_key, **kwargs):
    """Waits for a connection on a socket, which nobody makes."""
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    print("in")
    async with server:
        await server.serve_forever()


async def talks(task_key, **kwargs):
    """Through a socket, there and back."""

    async def echo(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(task_key.encode() + b"\n")
        line = await reader.readline()
        writer.close()
    return line.decode().strip()


async def late(task_key, seconds, **kwargs):
    async with asyncio.timeout(float(seconds)):
        await asyncio.sleep(3600)
