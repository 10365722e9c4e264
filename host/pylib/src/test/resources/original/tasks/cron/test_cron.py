"""
测试cron
"""
from libs.shop import price_of
from ..interval.test_interval import label


async def test_cron(task_key, *args, **kwargs):
    return {'key': task_key, 'args': list(args), 'price': price_of('tea'), 'label': label,
            'kwargs': sorted(kwargs)}
