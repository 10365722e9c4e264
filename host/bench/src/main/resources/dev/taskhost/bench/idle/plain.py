import time


def hold(task_key, **kwargs):
    time.sleep(1)
