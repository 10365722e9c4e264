"""Decorators, dates, configuration and helpers."""
import os
import time
from datetime import datetime, timezone, timedelta

from libs.decorators import AsyncModuleWrapper, singleton, try_catch, try_catch_async
from libs.tomlread import ConfEntity
from libs.utils.datekit import (
    datestr2bjdatetime, datestr2localdatetime, datestr2utcdatetime, datetime2timestamp, datetime_fmt, datetime_shift,
    get0timestamp, now_millitimestamp, now_timestamp, timestamp2bjdatestr, timestamp2utcdatetime, utcdatetime2bjdatetime,
    utcdatetime2localdatetime)
from libs.utils.other import (
    Environ, Host, dict2obj, gen_unique_id, gen_uuid, get_conf, get_trace_id_from_stack, md5)

EIGHT = timezone(timedelta(hours=8))


@singleton
class Counter:
    def __init__(self):
        self.made = datetime.now()


@try_catch
def fails():
    raise ValueError('caught')


@try_catch
def succeeds():
    return 3


@try_catch_async
async def fails_later():
    raise ValueError('caught later')


async def decorators(task_key, *args, **kwargs):
    assert Counter() is Counter()
    assert fails() is None and succeeds() == 3 and await fails_later() is None
    async_time = AsyncModuleWrapper(time, max_workers=2)
    before = time.monotonic()
    await async_time.sleep(0.05)
    assert async_time.monotonic is not time.monotonic and time.monotonic() - before >= 0.05
    assert AsyncModuleWrapper(os).sep == '/'
    try:
        await AsyncModuleWrapper(time, None, 1).sleep(-1)
    except ValueError as e:
        return str(e)


async def dates(task_key, *args, **kwargs):
    noon = datetime(2018, 11, 21, 12, 0, 0, tzinfo=timezone.utc)
    text = '2018-11-21 12:00:00'
    assert datestr2utcdatetime(text) == noon and datestr2utcdatetime(text).utcoffset() == timedelta(0)
    assert datestr2utcdatetime('21.11.2018 12h', 'DD.MM.YYYY HH[h]') == noon
    assert datestr2bjdatetime(text) == noon and datestr2bjdatetime(text).hour == 20
    assert datestr2localdatetime(text) == noon and datestr2localdatetime(text).tzinfo is not None
    assert utcdatetime2bjdatetime(noon.replace(tzinfo=None)) == datetime(2018, 11, 21, 20, tzinfo=EIGHT)
    assert utcdatetime2bjdatetime(noon).strftime('%H') == '20'
    assert utcdatetime2localdatetime(noon) == noon
    assert timestamp2bjdatestr(1485937858) == '2017-02-01 16:30:58'
    assert timestamp2bjdatestr(1485937858, '%Y-%m-%d') == '2017-02-01'
    assert timestamp2utcdatetime(0) == datetime(1970, 1, 1, tzinfo=timezone.utc)
    assert datetime2timestamp(noon) == 1542801600 == datetime2timestamp('2018-11-21 12:00:00')
    assert datetime_shift(datetime(2020, 1, 31), months=1) == datetime(2020, 2, 29, tzinfo=timezone.utc)
    assert datetime_shift(noon, days=-1, hours=2).isoformat() == '2018-11-20T14:00:00+00:00'
    assert datetime_fmt(noon) == text and datetime_fmt(noon, '%Y') == '2018' and len(datetime_fmt()) == 19
    assert abs(now_millitimestamp() / 1000 - now_timestamp()) < 2
    midnight = get0timestamp()
    assert timestamp2bjdatestr(midnight, '%H:%M:%S') == '00:00:00' and 0 <= now_timestamp() - midnight < 86400
    try:
        datestr2utcdatetime('yesterday')
    except ValueError as e:
        return str(e)


async def configuration(task_key, *args, **kwargs):
    conf = ConfEntity()
    assert conf is ConfEntity()
    conf.mysql['default']['host'] = 'changed by nobody else'
    return {'mysql': conf.mysql, 'redis': conf.redis, 'common': conf.common, 'logger': sorted(conf.logger)}


async def helpers(task_key, *args, **kwargs):
    assert Host().host_ip() == Host.host_ip() == '192.0.2.1' and Host().host_name() == 'test-host'
    env = Environ()
    env.TASK_FILE = 'set'
    assert env.TASK_FILE == 'set' == os.environ['TASK_FILE'] and env.NOT_SET is None
    assert md5('a') == '0cc175b9c0f1b6a831c399e269772661'
    assert len(gen_uuid()) == 32 == len(gen_unique_id()) and gen_unique_id() != gen_unique_id()
    shallow, deep = dict2obj({'a': {'b': 1}}), dict2obj({'a': {'b': [{'c': 2}]}}, recur=True)
    assert shallow.a == {'b': 1} and deep.a.b[0].c == 2
    assert get_trace_id_from_stack() == kwargs['__unique_trace_id__']
    assert get_conf('app', 'smtp', 'host') == 'mail.example' and get_conf('app', 'smtp') == {'host': 'mail.example', 'port': '25'}
    assert get_conf('app.ini')['smtp']['port'] == '25' and get_conf('app', 'none') == {} and get_conf('app', 'smtp', 'none') is None
    try:
        get_conf('missing')
    except FileNotFoundError as e:
        return str(e).partition(' in ')[0]


async def bare_names(task_key, *args, **kwargs):
    """The original has its folder libs on sys.path as well."""
    import libs.utils.datekit as whole
    import utils.datekit
    from decorators import singleton as bare_singleton
    from tomlread import ConfEntity as BareConf
    from utils.other import md5 as bare_md5
    assert utils.datekit is whole and bare_singleton is singleton and BareConf is ConfEntity and bare_md5 is md5
    try:
        import requests
    except ModuleNotFoundError:
        return True
    return '/pylib/' not in requests.__file__  # the package, never libs.requests
