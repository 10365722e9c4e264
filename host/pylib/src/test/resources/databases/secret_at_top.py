# Asks where no task is on.
import taskhost

TOKEN = taskhost.secret("api")


def uses(task_key, **kwargs):
    return len(TOKEN)
