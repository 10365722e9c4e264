from .cron import *
from .date import *
from .interval import *
