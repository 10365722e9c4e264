# Each coroutine is a test of taskhost.aio.
import asyncio
import datetime

import taskhost
from taskhost import aio

db = aio.mysql()


async def test_queries(task_key, **kwargs):
    assert await db.query("SELECT 1 AS a, %s AS b", ("x'\\",)) == [{"a": 1, "b": "x'\\"}]
    assert await db.query_value("SELECT %s", (datetime.date(2020, 1, 2),)) is not None
    assert await db.query_one("SELECT 1 FROM DUAL WHERE 1 = 0") is None
    result = await db.run("SELECT 1 AS a UNION SELECT 2")
    assert result.rows == [(1,), (2,)] and result.description[0][0] == "a" and result.rowcount == 2


async def test_changes(task_key, **kwargs):
    await db.execute("CREATE OR REPLACE TABLE a_change (id INT AUTO_INCREMENT PRIMARY KEY, t TEXT)")
    result = await db.run("INSERT INTO a_change (t) VALUES (%s)", ("é",))
    assert result.lastrowid == 1 and result.rowcount == 1 and result.description is None
    assert await db.execute_many("INSERT INTO a_change (t) VALUES (%s)", [(str(i),) for i in range(3000)]) == 3000
    assert await db.execute_many("UPDATE a_change SET t = 'u' WHERE id = %s", [(1,), (2,)]) == 2
    assert len(await db.query("SELECT * FROM a_change")) == 3001
    seen = 0
    async for row in db.stream("SELECT * FROM a_change ORDER BY id"):
        seen += 1
        assert row["id"] == seen
    assert seen == 3001
    async for row in db.stream("SELECT * FROM a_change ORDER BY id"):
        break


async def test_transactions(task_key, **kwargs):
    await db.execute("CREATE OR REPLACE TABLE a_tx (id INT PRIMARY KEY) ENGINE = InnoDB")

    async def outside():
        return await db.query_value("SELECT COUNT(*) FROM a_tx")

    async with db.transaction():
        await db.execute("INSERT INTO a_tx VALUES (1)")
        assert await db.query_value("SELECT COUNT(*) FROM a_tx") == 1
        assert await asyncio.create_task(outside()) == 0, "another coroutine is not in it"
        try:
            async with db.transaction():
                await db.execute("INSERT INTO a_tx VALUES (2)")
                raise KeyError
        except KeyError:
            pass
    assert await outside() == 1
    try:
        async with db.transaction():
            await db.execute("DELETE FROM a_tx")
            raise KeyError
    except KeyError:
        pass
    assert await outside() == 1


async def test_errors(task_key, **kwargs):
    for sql, kind in (("SELEC", taskhost.ProgrammingError), ("SELECT nothing", taskhost.OperationalError)):
        try:
            await db.query(sql)
        except kind:
            pass
        else:
            raise AssertionError(sql)
    try:
        await aio.mysql("nobody").query("SELECT 1")
    except taskhost.UnknownAliasError:
        pass
    else:
        raise AssertionError


async def test_many_at_once(task_key, **kwargs):
    begin = asyncio.get_running_loop().time()
    results = await asyncio.gather(*[db.query_value("SELECT SLEEP(0.3) + %s", (i,)) for i in range(10)])
    assert results == list(range(10))
    assert asyncio.get_running_loop().time() - begin < 2.5, "they wait together"
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticker = asyncio.create_task(tick())
    await db.query("SELECT SLEEP(0.5)")
    ticker.cancel()
    assert ticks > 5, "others go on meanwhile"


async def test_a_cancelled_query(task_key, **kwargs):
    task = asyncio.create_task(db.query("SELECT SLEEP(60) AS cancelled"))
    await asyncio.sleep(0.3)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    for _ in range(100):
        if not await db.query("SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(60)%%'", ()):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it goes on at the server")


async def test_with_sockets_open(task_key, **kwargs):
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    try:
        for i in range(5):
            assert await asyncio.wait_for(db.query_value("SELECT %s", (i,)), 20) == i
            await asyncio.sleep(0.01)
    finally:
        server.close()


def test_a_loop_of_ones_own(task_key, **kwargs):
    async def main():
        return await db.query_value("SELECT 5")

    assert asyncio.run(main()) == 5


async def test_the_blocking_way_as_well(task_key, **kwargs):
    assert taskhost.mysql().query_value("SELECT 1") == 1
    loop = asyncio.get_running_loop()
    assert await loop.run_in_executor(None, taskhost.mysql().query_value, "SELECT 2") == 2
