# Each function is a test of a process's way to the host, as it is in CPython.
import asyncio
import os
import signal
import threading
import time

import taskhost
from taskhost import _bridge, aio

db = taskhost.mysql()
later = aio.mysql()
left = []  # what threads of an earlier call were told


def test_the_host_itself(task_key, **kwargs):
    assert _bridge.ask("echo", "a", "é\ud800") == ["a", "é?"]
    try:
        _bridge.ask("dance")
    except taskhost.InterfaceError as e:
        assert "knows no operation dance" in str(e), e
    else:
        raise AssertionError


async def test_two_at_once(task_key, **kwargs):
    begin = time.monotonic()
    both = await asyncio.gather(later.query_value("SELECT SLEEP(0.3) + 1"), later.query_value("SELECT SLEEP(0.3) + 2"))
    assert both == [1, 2] and time.monotonic() - begin < 0.58, time.monotonic() - begin
    assert await _bridge.acall(0, "echo", "x") == ["x"]


def test_a_thread_pool(task_key, **kwargs):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda i: db.query_value("SELECT %s", (i,)), range(20))) == list(range(20))


def test_what_the_host_cannot_read(task_key, **kwargs):
    number = _bridge.open_session("mysql", "default")
    for session, operation, words in ((number, "fetch", "x"), (number, "execute", None), (number, "dance", "x"), (7777777, "ping", "")):
        try:
            _bridge.call(session, operation, *([] if words is None else [words]))
        except taskhost.InterfaceError as e:
            assert any(text in str(e) for text in ("cannot read", "knows no operation", "lent to another")), e
        else:
            raise AssertionError((session, operation))
    assert db.query_value("SELECT 1") == 1


def test_a_fork_has_nothing(task_key, **kwargs):
    assert db.query_value("SELECT 1") == 1
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            db.query_value("SELECT 2")
        except taskhost.InterfaceError as e:
            os.write(write, str(e).encode())
        taskhost.log.info("a line of the fork")
        os._exit(0)
    os.wait()
    assert b"a process that a body has forked" in os.read(read, 1000)
    assert db.query_value("SELECT 3") == 3


def test_a_signal_handler_ends_the_wait(task_key, **kwargs):
    def ring(number, frame):
        raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        db.query("SELECT SLEEP(60) AS alarmed")
    except TimeoutError:
        pass
    else:
        raise AssertionError
    at_server = "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(60) AS alarmed%%'"
    for _ in range(100):
        if taskhost.mysql().query_value(at_server, ()) == 0:
            return
        time.sleep(0.02)
    raise AssertionError("it goes on at the server")


def test_what_is_long(task_key, **kwargs):
    text = "é" * 4_000_000
    assert db.query_value("SELECT LENGTH(%s)", (text,)) == 8_000_000
    assert db.query_value("SELECT %s", (text,)) == text
    assert len(_bridge.ask("repeat", "40000000")) == 40_000_000
    for ask in (lambda: _bridge.ask("repeat", "70000000"), lambda: _bridge.ask("echo", "x" * 70_000_000)):
        try:
            ask()
        except taskhost.InterfaceError as e:
            assert "70000" in str(e) and "67108864" in str(e), e
        else:
            raise AssertionError
    assert db.query_value("SELECT 1") == 1


async def test_too_much_at_once(task_key, **kwargs):
    tasks = [asyncio.create_task(_bridge.acall(0, "never")) for _ in range(10_050)]
    over = 0
    while over < 50:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        over += len(done)
        tasks = [task for task in tasks if task not in done]
        assert all("more than 10000 answers" in str(task.exception()) for task in done)
    assert over == 50, over
    for task in tasks:
        task.cancel()


def test_leaves_threads(task_key, **kwargs):
    own = taskhost.mysql()
    own.query("SELECT 1")

    def goes_on():
        try:
            while True:
                own.query("SELECT 1")
                time.sleep(0.005)
        except BaseException as e:
            left.append(e)

    def waits():
        try:
            _bridge.ask("never")
        except BaseException as e:
            left.append(e)

    threading.Thread(target=goes_on).start()
    threading.Thread(target=waits).start()
    time.sleep(0.05)


def test_left_threads_have_nothing(task_key, **kwargs):
    end = time.monotonic() + 5
    while len(left) < 2 and time.monotonic() < end:
        assert db.query_value("SELECT 1") == 1
    assert len(left) == 2 and all("nothing is lent here: the execution this belongs to has ended" in str(e) for e in left), left


def test_whoever_is_on_is_told_apart(task_key, **kwargs):
    seen = []
    thread = threading.Thread(target=lambda: seen.append(_bridge.kept()))
    thread.start()
    thread.join()
    assert seen[0] is _bridge.kept()


def breaks_the_connection(task_key, **kwargs):
    import _taskhost

    db.begin()
    db.execute("CREATE TABLE IF NOT EXISTS p_broken (id INT)")
    _taskhost.services.link.send(kind="ask", id=_taskhost.call(), n=1, do="dance", session=0, words=[])
    time.sleep(60)
