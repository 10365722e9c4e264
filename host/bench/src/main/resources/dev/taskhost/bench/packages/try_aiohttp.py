import asyncio

import aiohttp


async def run(task_key, http, port, redis, **kwargs):
    jar = aiohttp.CookieJar(unsafe=True)  # else it takes none of an address of numbers
    async with aiohttp.ClientSession(headers={"X-Task": task_key}, cookie_jar=jar) as session:
        async with session.get(http + "/json", params={"q": "ä b"}) as answer:
            answer.raise_for_status()
            assert (await answer.json(content_type=None))["task"] == task_key
        async with session.post(http + "/echo", json={"a": [1, "é"]}) as answer:
            assert await answer.json(content_type=None) == {"a": [1, "é"]}
        async with session.get(http + "/cookie"):
            pass
        assert {cookie.key: cookie.value for cookie in session.cookie_jar} == {"seen": "yes"}
        async with session.get(http + "/redirect") as answer:
            assert answer.url.path == "/json"
        try:
            async with session.get(http + "/missing") as answer:
                answer.raise_for_status()
            raise AssertionError("404 was no error")
        except aiohttp.ClientResponseError as e:
            assert e.status == 404
        try:
            await session.get(http + "/slow", timeout=aiohttp.ClientTimeout(total=0.2))
            raise AssertionError("it did not time out")
        except asyncio.TimeoutError:
            pass

        async def one(number):
            async with session.post(http + "/echo", data=str(number)) as answer:
                return int(await answer.text())

        assert await asyncio.gather(*map(one, range(50))) == list(range(50))
    return "GET, POST of JSON, cookies, a redirect, 404, a timeout, fifty at once"
