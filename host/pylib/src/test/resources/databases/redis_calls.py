# Each function is a test of Redis.
import taskhost
from taskhost import aio

redis = taskhost.redis()
later = aio.redis()


def test_calls(task_key, **kwargs):
    assert redis.call("SET", "r:k", "é") == b"OK"
    assert redis.call("GET", "r:k") == "é".encode() and redis.call("GET", "r:none") is None
    assert redis.call("SET", b"r:b", bytes(range(256))) == b"OK" and redis.call("GET", "r:b") == bytes(range(256))
    assert redis.call("INCRBY", "r:n", 5) == 5 and redis.call("DEL", "r:n") == 1
    redis.call("HSET", "r:h", "a", 1, "b", 2.5)
    assert redis.call("HGETALL", "r:h") == [b"a", b"1", b"b", b"2.5"]
    assert redis.call("EVAL", "return {1, {'x', false}}", 0) == [1, [b"x", None]]
    assert redis.encoding == ""


def test_errors(task_key, **kwargs):
    redis.call("SET", "r:text", "x")
    for words in (("INCR", "r:text"), ("NOSUCH",), ("MULTI",), ("BLPOP", "r:l", 0), ("SELECT", 1)):
        try:
            redis.call(*words)
        except taskhost.RedisError as e:
            assert not isinstance(e, taskhost.RedisUnavailableError), e
        else:
            raise AssertionError(words)
    for call in (lambda: taskhost.redis("nowhere").call("PING"),):
        try:
            call()
        except taskhost.RedisUnavailableError as e:
            assert "nowhere" in str(e), e
        else:
            raise AssertionError
    try:
        taskhost.redis("defautl").call("PING")
    except taskhost.UnknownAliasError as e:
        assert "redis.toml" in str(e)
    else:
        raise AssertionError
    try:
        redis.call("SET", "r:x", None)
    except TypeError:
        pass
    else:
        raise AssertionError


def test_pipelines(task_key, **kwargs):
    redis.call("SET", "r:text", "x")
    redis.call("DEL", "r:p")
    answers = redis.pipeline([("INCR", "r:p"), ("INCR", "r:text"), ("GET", "r:p")])
    assert answers[0] == 1 and isinstance(answers[1], taskhost.RedisError) and answers[2] == b"1"
    assert redis.pipeline([("INCR", "r:p"), ("INCR", "r:p")], transaction=True) == [2, 3]
    try:
        redis.pipeline([("SET", "r:p"), ("INCR", "r:p")], transaction=True)
    except taskhost.RedisError:
        pass
    else:
        raise AssertionError
    assert redis.call("GET", "r:p") == b"3" and redis.pipeline([]) == []


async def test_awaited(task_key, **kwargs):
    import asyncio

    assert await later.call("SET", "r:a", "1") == b"OK"
    assert await asyncio.gather(*[later.call("INCR", "r:a") for _ in range(50)]) is not None
    assert await later.call("GET", "r:a") == b"51"
    assert await later.pipeline([("GET", "r:a")]) == [b"51"]
