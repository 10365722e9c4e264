def noop(task_key, **kwargs):
    pass


def says(task_key, **kwargs):
    print("said by", task_key)


async def quick(task_key, **kwargs):
    pass
