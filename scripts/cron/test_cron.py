# A task that runs by the calendar. The row of table `task` that calls it:
#   execute_func = test_cron    trigger = cron    spec = * * * * *  (every minute)    args = 4,5,6
import time


async def test_cron(task_key, *args, **kwargs):
    total = sum(int(number) for number in args)  # arguments are strings
    print(f"{time.strftime('%H:%M')}: {task_key} adds {' + '.join(args)} = {total}")
    return total
