import datetime

from dateutil import parser, relativedelta, rrule, tz


def run(task_key, *args, **kwargs):
    assert parser.parse("Thu, 26 Nov 2026 10:11:12 +0100").utcoffset() == datetime.timedelta(hours=1)
    month_end = datetime.date(2026, 1, 31) + relativedelta.relativedelta(months=1)
    assert month_end == datetime.date(2026, 2, 28)
    days = list(rrule.rrule(rrule.MONTHLY, count=3, byweekday=rrule.FR(-1), dtstart=datetime.datetime(2026, 1, 1)))
    assert [day.day for day in days] == [30, 27, 27]
    assert datetime.datetime(2026, 7, 1, tzinfo=tz.gettz("Europe/Berlin")).utcoffset() == datetime.timedelta(hours=2)
    return "parsing, month ends, last Fridays, time zones"
