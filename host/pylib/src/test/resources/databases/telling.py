# Each function is a test of what a task says of itself.
import asyncio
import decimal
import math
import threading

import taskhost
from taskhost import _bridge, aio


def heard() -> dict:
    """What the host of the test has heard from this execution."""
    return _bridge.ask("heard")


def refused(kind, call, *args, **kwargs) -> str:
    try:
        call(*args, **kwargs)
    except kind as e:
        assert type(e) is kind, type(e)
        return str(e)
    raise AssertionError(f"{args} was taken")


def test_the_newest_word_counts(task_key, **kwargs):
    for i in range(5_001):
        taskhost.progress(i / 5_000, "row")
    assert heard()["progress"] == [1.0, "row"], heard()
    taskhost.progress(None)
    assert heard()["progress"] == [None, ""]
    taskhost.progress(None, "looking for 上海 😀\n\0")
    assert heard()["progress"] == [None, "looking for 上海 😀\n\0"]


def test_numbers_of_all_kinds(task_key, **kwargs):
    for given in (0, 1, 0.0, -0.0, 1e-300, decimal.Decimal("0.5"), 1 / 3):
        taskhost.progress(given)
        assert heard()["progress"] == [float(given), ""]


def test_what_is_no_progress_is_refused(task_key, **kwargs):
    for given in (math.nan, 2.0, -1, math.inf, 10**400 / 10**399):
        assert "from 0.0 to 1.0" in refused(ValueError, taskhost.progress, given)
    for given in ("0.5", b"1", True, [], {}):
        assert "from 0.0 to 1.0" in refused(TypeError, taskhost.progress, given)
    assert "give str(it)" in refused(TypeError, taskhost.progress, 0.5, 7)
    assert heard()["progress"] is None


def test_the_host_checks_again(task_key, **kwargs):
    assert "the fraction is 7" in refused(taskhost.InterfaceError, _bridge.ask, "progress", "7", "")


def test_threads_speak_for_their_task(task_key, **kwargs):
    thread = threading.Thread(target=taskhost.progress, args=(0.5, "thread"))
    thread.start()
    thread.join()
    assert heard()["progress"] == [0.5, "thread"]


async def test_coroutines_speak_without_waiting(task_key, **kwargs):
    async def one(fraction):
        await asyncio.sleep(0)
        taskhost.progress(fraction, "coroutine")

    await asyncio.gather(*(one(i / 10) for i in range(11)))
    assert heard()["progress"] == [1.0, "coroutine"]


def test_a_notice_says_who_tells_it(task_key, **kwargs):
    assert taskhost.notice("零 \u0000 done") == ["ops"]
    assert taskhost.notice("urgent", to="mail", urgent=True, title="A title") == ["mail"]
    assert taskhost.notice("both", to=("ops", "mail")) == ["ops", "mail"]
    assert heard()["notices"] == [
        {"text": "零 \u0000 done", "title": None, "to": [], "urgent": False},
        {"text": "urgent", "title": "A title", "to": ["mail"], "urgent": True},
        {"text": "both", "title": None, "to": ["ops", "mail"], "urgent": False},
    ]


async def test_coroutines_send_them_too(task_key, **kwargs):
    assert taskhost.aio is aio
    told = await asyncio.gather(*(aio.notice(f"number {i}", to="ops") for i in range(5)))
    assert told == [["ops"]] * 5
    assert len(heard()["notices"]) == 5
    try:
        await aio.notice("x", to="nobody")
    except taskhost.NoticeError as e:
        assert "there are ops" in str(e)
    else:
        raise AssertionError("it was taken")


def test_what_is_no_notice_is_refused(task_key, **kwargs):
    assert "there are ops" in refused(taskhost.NoticeError, taskhost.notice, "x", to="nobody")
    assert "give what people are to read" in refused(ValueError, taskhost.notice, " ")
    refused(TypeError, taskhost.notice, 7)
    refused(TypeError, taskhost.notice, "x", title=7)
    refused(TypeError, taskhost.notice, "x", to=[7])
    refused(ValueError, taskhost.notice, "x", to=[" "])
    assert heard()["notices"] == []
