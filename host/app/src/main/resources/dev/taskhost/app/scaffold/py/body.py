"""What {{name}} is for."""


async def {{name}}(task_key, *args, **kwargs):
    """Called once for every fire time.

    task_key  the row's task_key
    args      the row's args: text, always; '1,2' arrives as ('1', '2')
    kwargs    sub_task_id (this execution's id in execute_task), __unique_trace_id__ (its trace id in the logs),
              and whatever the row's extra has under "kwargs"
    """
    print(f"{task_key}: {len(args)} arguments")  # goes to the host's log
    return {"arguments": list(args)}  # kept in the execution's extra.result, as JSON
