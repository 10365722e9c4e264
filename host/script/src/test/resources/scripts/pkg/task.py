from .helper import word


def packaged(task_key, *args, **kwargs):
    return word
