# What executions do to a database, and how they end.
import asyncio
import os
import threading
import time

import taskhost
from taskhost import aio

db = taskhost.mysql()
later = aio.mysql()
few = taskhost.mysql("few")
few_later = aio.mysql("few")
store = taskhost.redis()
later_store = aio.redis()


def done(task_key, n, **kwargs):
    db.begin()
    db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    return db.query_value("SELECT COUNT(*) FROM b_stock")


def commits(task_key, n, **kwargs):
    with db.transaction():
        db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))


def fails(task_key, n, **kwargs):
    db.execute("SET autocommit = 0")
    db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    db.query("SELECT GET_LOCK(%s, 0)", (task_key + n,))
    raise KeyError("as it should")


def half_read(task_key, n, **kwargs):
    cursor = db.cursor()
    cursor.execute("SELECT a.id FROM b_stock a JOIN b_stock b JOIN b_stock c")
    return cursor.fetchone()[0]


def sleeps(task_key, n, **kwargs):
    db.begin()
    db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    print("sleeping", flush=True)
    db.query("SELECT SLEEP(600)")


def computes(task_key, n, **kwargs):
    db.begin()
    db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    print("computing", flush=True)
    while True:
        pass


def queries_for_ever(task_key, n, **kwargs):
    print("querying", flush=True)
    while True:
        try:
            with db.transaction():
                db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
        except taskhost.Error:
            pass


def dies(task_key, n, **kwargs):
    db.begin()
    db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    os.kill(os.getpid(), 9)


def in_threads(task_key, n, **kwargs):
    own = taskhost.mysql()

    def work():
        own.begin()
        own.query("SELECT SLEEP(600)")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    print("threads", flush=True)
    if int(n) % 2:
        time.sleep(0.05)
        return "left"
    thread.join()


async def awaits(task_key, n, **kwargs):
    async with later.transaction():
        await later.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
        print("awaiting", flush=True)
        try:
            await later.query("SELECT SLEEP(600)")
        finally:
            print("stopping", taskhost.cancelled())


async def awaits_well(task_key, n, **kwargs):
    async with later.transaction():
        await later.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    await later.query_value("SELECT COUNT(*) FROM b_stock")
    async for row in later.stream("SELECT a.id FROM b_stock a JOIN b_stock b"):
        return row["id"]


def keeps(task_key, until, **kwargs):
    """Between two statements its connections are nobody's."""
    other = taskhost.mysql("few")
    few.query("SELECT 1")
    other.query("SELECT 1")
    print("keeping", flush=True)
    while not os.path.exists(until):
        time.sleep(0.02)
    try:
        return [few.query_value("SELECT 7"), other.query_value("SELECT LAST_INSERT_ID()")]
    except taskhost.InterfaceError as e:
        return str(e)


def holds(task_key, n, **kwargs):
    few.begin()
    print("holding", flush=True)
    time.sleep(float(n))


def wants(task_key, n, **kwargs):
    return few.query_value("SELECT 5")


async def one_of_many(task_key, n, **kwargs):
    total = 0
    for _ in range(3):
        total += await few_later.query_value("SELECT %s", (int(n),))
        await asyncio.sleep(0.05)
    return total


def one_query(task_key, n, **kwargs):
    return db.query_value("SELECT n FROM b_stock WHERE id = %s", (int(n) % 50,))


def caches(task_key, n, **kwargs):
    store.pipeline([("SET", "b:" + n, n), ("EXPIRE", "b:" + n, 600), ("GET", "b:" + n)], transaction=True)
    return [int(store.call("GET", "b:" + n)), db.query_value("SELECT 5")]


async def caches_later(task_key, n, **kwargs):
    await later_store.call("SET", "l:" + n, n)
    async with later.transaction():
        await later.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
        raise KeyError("as it should: " + (await later_store.call("GET", "l:" + n)).decode())


def caches_for_ever(task_key, n, **kwargs):
    print("caching", flush=True)
    while True:
        store.pipeline([("INCR", "f:" + n), ("GET", "f:" + n)])


async def caches_for_ever_later(task_key, n, **kwargs):
    print("caching", flush=True)
    while True:
        await later_store.call("INCR", "f:" + n)


def http_quick(task_key, n, port, **kwargs):
    from taskhost import http

    db.begin()
    return http.request("GET", f"http://127.0.0.1:{port}/quick").text


def http_slow(task_key, n, port, **kwargs):
    from taskhost import http

    db.begin()
    print("waiting", flush=True)
    return http.request("GET", f"http://127.0.0.1:{port}/slow", timeout=600).text


async def http_slow_later(task_key, n, port, **kwargs):
    from taskhost import http

    print("waiting", flush=True)
    return (await http.async_request("GET", f"http://127.0.0.1:{port}/slow", timeout=600)).text


def tells(task_key, n, **kwargs):
    taskhost.progress(0.5, "half of " + n)
    assert taskhost.secret("api") and taskhost.config() is not None
    db.begin()
    db.execute("UPDATE b_stock SET n = n + 1 WHERE id = %s", (int(n) % 50,))
    taskhost.log.info("told by %s", n)
    return taskhost.notice("half of " + n)


async def tells_for_ever(task_key, n, **kwargs):
    print("telling", flush=True)
    while True:
        taskhost.progress(None, n)
        await aio.notice("still at " + n)
        await later_store.call("INCR", "t:" + n)
