"""
测试date: what stands beside the library in the folders libs and models
"""
import importlib
import sys
from datetime import datetime

import libs
import models
from libs.shop import price_of
from libs.utils.datekit import now_timestamp, week_of
from models.order import Order


async def test_date(task_key, *args, **kwargs):
    try:
        from libs.mysql import POOL
    except ImportError as e:
        refusal = "No module named 'peewee_async'" in str(e)
    try:
        importlib.import_module('libs.aps')
    except ImportError as e:
        scheduler = str(e)
    return {
        'ours': '/pylib/' in libs.__file__ and '/pylib/' in models.__file__ and now_timestamp() > 0,
        'own': Order(3).total(),
        'extra': [libs.SHOP_NAME, week_of(datetime(2026, 3, 1))],
        'copies': sorted(name for name in sys.modules if name.startswith('_scripts.')),
        'refusal': refusal,
        'scheduler': scheduler[:8],
    }
