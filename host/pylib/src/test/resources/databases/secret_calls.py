# Each function is a test of taskhost.secret.
import asyncio
import os
import threading

import taskhost

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

def refused(name):
    try:
        taskhost.secret(name)
    except taskhost.SecretError as e:
        assert isinstance(e, LookupError) and len(e.args) == 1, e
        return str(e)
    raise AssertionError(name)


def test_secrets(task_key, **kwargs):
    assert taskhost.secret("api") == '"é上\n'
    for value in ("first", "second"):
        with open(os.path.join(HOME, "rotated"), "w") as file:
            file.write(value + "\n")
        assert taskhost.secret("rotated") == value


def test_refusals(task_key, **kwargs):
    assert refused("aip").startswith("there is no secret aip in [secrets] of common.toml (there are api, bank, rotated); did you mean api?")
    assert "is not for the task task-" in refused("bank")


async def test_coroutines(task_key, **kwargs):
    assert taskhost.secret("api") == '"é上\n'
    assert await asyncio.to_thread(taskhost.secret, "api") == '"é上\n'


def test_threads(task_key, **kwargs):
    got = []
    thread = threading.Thread(target=lambda: got.append(taskhost.secret("api")))
    thread.start()
    thread.join()
    assert got == ['"é上\n']
