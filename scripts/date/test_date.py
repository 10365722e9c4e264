# A task that runs once, at a given moment. The row of table `task` that calls it:
#   execute_func = test_date    trigger = date    spec = 2030-01-01 09:00:00 (or: now)    args = guess,hello


async def test_date(task_key, *args, **kwargs):
    print(f"The moment has come for {task_key}: {' '.join(args)}")
    # What a task returns is kept in its row of `execute_task`, when it can be written as JSON.
    return {"arguments": list(args), "run": kwargs["sub_task_id"]}
