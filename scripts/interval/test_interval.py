# A task that runs every few seconds. The row of table `task` that calls it:
#   execute_func = test_interval    trigger = interval    spec = 5    args = 1,2,3


async def test_interval(task_key, *args, **kwargs):
    # task_key  the row's task_key
    # args      the row's args, always strings: ("1", "2", "3")
    # kwargs    sub_task_id, the id of this run in table `execute_task`; __unique_trace_id__, its trace id
    print(f"Hello from {task_key}: run {kwargs['sub_task_id']}, arguments {', '.join(args) or 'none'}")
