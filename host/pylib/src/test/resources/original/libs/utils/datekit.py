"""A copy, in which the user has added something."""
from datetime import datetime


def now_timestamp():
    raise NotImplementedError('ours is asked')


def week_of(dt: datetime):
    return dt.isocalendar()[1]
