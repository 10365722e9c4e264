"""Redis as the original's task files use it: the calls of aioredis 1.x."""
from libs.redis import redis_pools


async def calls(task_key, *args, **kwargs):
    redis = await redis_pools('default')
    await redis.execute('FLUSHDB')
    assert await redis.set('lock', 'me', expire=60, exist='SET_IF_NOT_EXIST') is True
    assert await redis.set('lock', 'you', exist=redis.SET_IF_NOT_EXIST) is False
    assert await redis.get('lock') == b'me' and await redis.get('lock', encoding='utf-8') == 'me' and await redis.get('no') is None
    assert 50 < await redis.ttl('lock') <= 60 and await redis.expire('lock', 5) is True and await redis.exists('lock', 'no') == 1
    assert await redis.hmset_dict('hash', {'a': '茶'}, key2='value2', key3=123) is True
    assert await redis.hgetall('hash', encoding='utf-8') == {'a': '茶', 'key2': 'value2', 'key3': '123'}
    assert await redis.hget('hash', 'key3') == b'123' and await redis.hincrby('hash', 'key3') == 124
    assert await redis.hmget('hash', 'a', 'none', encoding='utf-8') == ['茶', None]
    assert await redis.hexists('hash', 'a') is True and await redis.hdel('hash', 'a') == 1
    assert sorted([pair async for pair in redis.ihscan('hash')]) == [(b'key2', b'value2'), (b'key3', b'124')]
    assert await redis.incr('n') == 1 and await redis.incrby('n', 9) == 10 and await redis.incrbyfloat('n', 0.5) == 10.5
    assert await redis.mset({'x': 1, 'y': 2}) is True and await redis.mget('x', 'y', 'z') == [b'1', b'2', None]
    assert await redis.rpush('list', 'a', 'b', 'c') == 3 and await redis.lrange('list', 0, -1, encoding='utf-8') == ['a', 'b', 'c']
    assert await redis.lpop('list') == b'a' and await redis.llen('list') == 2
    assert await redis.sadd('set', 'a', 'b') == 2 and sorted(await redis.smembers('set')) == [b'a', b'b'] and await redis.sismember('set', 'a') == 1
    assert await redis.zadd('zset', 1, 'one', 2.5, 'more') == 2 and await redis.zscore('zset', 'more') == 2.5
    assert await redis.zrange('zset', 0, -1, withscores=True, encoding='utf-8') == [('one', 1), ('more', 2.5)]
    assert await redis.zrangebyscore('zset', 1, exclude=redis.ZSET_EXCLUDE_MIN) == [b'more']
    assert await redis.zrevrangebyscore('zset', offset=0, count=1) == [b'more']
    assert sorted([key async for key in redis.iscan(match='z*')]) == [b'zset'] and await redis.type('zset') == b'zset'
    assert sorted(await redis.keys('*s*', encoding='utf-8')) == ['hash', 'list', 'set', 'zset']
    assert await redis.eval('return {KEYS[1], ARGV[1]}', keys=['k'], args=['v']) == [b'k', b'v']
    assert await redis.delete('x', 'y', 'z') == 2 and (await redis.info())['server']['redis_version']
    redis.close()
    await redis.wait_closed()
    return await redis.ping() == b'PONG'  # it is the host's, and still open


async def together(task_key, *args, **kwargs):
    redis = await redis_pools('default')
    await redis.delete('counted')
    transaction = redis.multi_exec()
    first, second = transaction.incr('counted'), transaction.incr('counted')
    transaction.set('text', '茶')
    assert await transaction.execute() == [1, 2, True] and (await first, await second) == (1, 2)
    pipe = redis.pipeline()
    pipe.get('text', encoding='utf-8')
    wrong = pipe.lpush('text', 'x')
    try:
        await pipe.execute()
    except Exception as e:
        assert 'WRONGTYPE' in str(e), e
    try:
        await wrong
    except Exception as e:
        return type(e).__name__


async def refused(task_key, *args, **kwargs):
    redis = await redis_pools('default')
    said = []
    try:
        await redis_pools('nowhere')
    except KeyError as e:
        said.append(str(e))
    try:
        await redis.subscribe('channel')
    except NotImplementedError as e:
        said.append(str(e).partition(',')[0])
    from redis import redis_pools as bare
    assert bare is redis_pools
    import redis as module
    try:
        module.Redis.no_such_thing
    except AttributeError:
        pass
    try:
        module.StrictRedis
    except AttributeError as e:
        said.append('pip install' in str(e))
    return said
