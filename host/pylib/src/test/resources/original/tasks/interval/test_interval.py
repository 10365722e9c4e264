"""
测试interval
"""
label = 'interval'


async def test_interval(task_key, *args, **kwargs):
    print('test-interval', task_key, args)
    return list(args)
