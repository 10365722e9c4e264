import datetime

import pytz


def run(task_key, *args, **kwargs):
    berlin = pytz.timezone("Europe/Berlin")
    summer = berlin.localize(datetime.datetime(2026, 7, 1, 12))
    assert summer.utcoffset() == datetime.timedelta(hours=2)
    assert summer.astimezone(pytz.timezone("Asia/Shanghai")).hour == 18
    try:
        berlin.localize(datetime.datetime(2026, 3, 29, 2, 30), is_dst=None)
        raise AssertionError("there is no such time")
    except pytz.NonExistentTimeError:
        pass
    return "time zones, a time that does not exist"
