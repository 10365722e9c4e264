"""Bodies that do not end by themselves, each in a way of its own; all print a line when they are at it."""

import asyncio
import re
import socket
import subprocess
import threading
import time

TREE = "sleep 3600 & echo $$ $! > {0}.new; mv {0}.new {0}; wait"


def own(marker, kwargs):
    return f"{marker}.{kwargs['sub_task_id']}"


def spins(task_key, marker, **kwargs):
    print("in")
    while True:
        pass


def catches_everything(task_key, marker, **kwargs):
    print("in")
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def sleeps(task_key, marker, **kwargs):
    print("in")
    time.sleep(3600)


def receives(task_key, marker, **kwargs):
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        print("in")
        client.recv(1)


def locks(task_key, marker, **kwargs):
    lock = threading.Lock()
    lock.acquire()
    print("in")
    lock.acquire()


def joins(task_key, marker, **kwargs):
    thread = threading.Thread(target=time.sleep, args=(3600,), daemon=True)
    thread.start()
    print("in")
    thread.join()


def matches(task_key, marker, **kwargs):
    print("in")
    re.match(r"((a+)+)\1b$", "a" * 60)


def runs_processes(task_key, marker, **kwargs):
    print("in")
    subprocess.run(["sh", "-c", TREE.format(own(marker, kwargs))])


def beat(marker):
    while True:
        with open(marker, "a") as file:
            file.write(".")
        time.sleep(0.05)


def starts_threads(task_key, marker, **kwargs):
    for _ in range(2):
        threading.Thread(target=beat, args=(own(marker, kwargs),), daemon=True).start()
    print("in")
    while True:
        time.sleep(0.05)


async def awaits(task_key, marker, **kwargs):
    print("in")
    await asyncio.sleep(3600)


async def catches_cancellation(task_key, marker, **kwargs):
    print("in")
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass


async def blocks(task_key, marker, **kwargs):
    await asyncio.sleep(0)
    print("in")
    time.sleep(3600)


async def awaits_processes(task_key, marker, **kwargs):
    print("in")
    process = await asyncio.create_subprocess_exec("sh", "-c", TREE.format(own(marker, kwargs)))
    await process.wait()
