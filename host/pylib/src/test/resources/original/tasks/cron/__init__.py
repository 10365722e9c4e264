from .test_cron import test_cron
