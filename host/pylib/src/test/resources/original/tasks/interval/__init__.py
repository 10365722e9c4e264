from .test_interval import test_interval
