from models.task import Task


def first(task_key, *args, **kwargs):
    return Task.select().count()
