"""Bodies that do not end by themselves, each in a way of its own; all print one line when they are at it."""

import asyncio
import os
import re
import socket
import subprocess
import threading
import time


def stubborn(task_key, **kwargs):
    print("in")
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def receives(task_key, **kwargs):
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        print("in")
        client.recv(1)


def locks(task_key, **kwargs):
    lock = threading.Lock()
    lock.acquire()
    print("in")
    lock.acquire()


def joins(task_key, **kwargs):
    thread = threading.Thread(target=time.sleep, args=(3600,), daemon=True)
    thread.start()
    print("in")
    thread.join()


def matches(task_key, **kwargs):
    print("in")
    re.match(r"((a+)+)\1b$", "a" * 60)


def waits_for_a_process(task_key, marker, **kwargs):
    print("in")
    subprocess.run(["sh", "-c", f"sleep 3600 & echo $! > {marker}; echo started; wait"])


async def awaits(task_key, **kwargs):
    print("in")
    await asyncio.sleep(3600)


async def awaits_a_process(task_key, marker, **kwargs):
    print("in")
    process = await asyncio.create_subprocess_exec("sh", "-c", f"sleep 3600 & echo $! > {marker}; echo started; wait")
    await process.wait()


async def awaits_a_process_of_a_thread(task_key, command, **kwargs):
    print("in")
    await asyncio.to_thread(subprocess.run, ["sh", "-c", command])


async def blocks(task_key, **kwargs):
    await asyncio.sleep(0)
    print("in")
    time.sleep(3600)


def has_threads(task_key, **kwargs):
    """Starts threads that do not end by themselves, and waits for one."""
    threads = [threading.Thread(target=beat, args=(i,)) for i in range(2)]
    for thread in threads:
        thread.start()
    print("in")
    threads[0].join()


async def has_threads_and_awaits(task_key, **kwargs):
    threading.Thread(target=beat, args=("own",)).start()
    print("in")
    await asyncio.to_thread(beat, "executor")


def beat(name):
    """Says every now and then that it is still there."""
    while True:
        try:
            time.sleep(0.01)
            beats.append(name)
        except BaseException:
            pass


beats = []


async def callback(task_key, **kwargs):
    """Blocks the loop in something that is no task."""
    asyncio.get_running_loop().call_soon(spin)
    await asyncio.sleep(3600)


def spin():
    print("in")
    while True:
        pass


async def child_exits(task_key, **kwargs):
    task = asyncio.create_task(exits())
    await asyncio.sleep(0.01)
    try:
        await task
    except SystemExit as e:
        return f"exit {e.code}"


async def exits():
    raise SystemExit(3)


async def gate(task_key, file, **kwargs):
    """Waits for a file; then tells how many beats there are while it looks, and whether threads can still be had."""
    print("in")
    while not os.path.exists(file):
        await asyncio.sleep(0.02)
    before = len(beats)
    await asyncio.sleep(0.3)
    return [len(beats) - before, await asyncio.to_thread(lambda: "executor works")]


def opens(task_key, **kwargs):
    """Opens sockets and a file, and never closes them."""
    global opened
    server = socket.create_server(("127.0.0.1", 0))
    opened = [server, socket.create_connection(server.getsockname()), socket.socketpair(), open(__file__)]
    print("in")
    time.sleep(3600)
