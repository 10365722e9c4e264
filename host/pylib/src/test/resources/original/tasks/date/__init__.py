from .test_date import test_date
