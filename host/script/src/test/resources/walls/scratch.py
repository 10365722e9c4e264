# What restricted bodies may do.
import asyncio
import os
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)


def keep(task_key, text, **kwargs):
    with open("note.txt", "a") as file:
        file.write(text)
    with open("/scratch/note.txt") as file:
        return [file.read(), os.getcwd(), sorted(os.listdir())]


async def wait_between(task_key, **kwargs):
    """Two of these take turns in one interpreter."""
    with open("mine.txt", "w") as file:
        file.write(task_key)
    os.makedirs("deep/er", exist_ok=True)
    os.chdir("deep" if task_key == "a" else "deep/er")
    for _ in range(20):
        await asyncio.sleep(0.005)
        with open("/scratch/mine.txt") as file:
            assert file.read() == task_key
    with open("standing.txt", "w") as file:
        file.write(task_key)
    return [os.getcwd(), os.path.realpath("standing.txt")]


def read(who):
    with open("/scratch/mine.txt") as file:
        who.append(file.read())


async def threads(task_key, **kwargs):
    """Threads of its own, of the loop and of a pool that all bodies share."""
    with open("mine.txt", "w") as file:
        file.write(task_key)
    found = []
    thread = threading.Thread(target=read, args=(found,))
    thread.start()
    thread.join()
    await asyncio.to_thread(read, found)
    return found


def shared_pool(task_key, **kwargs):
    """The pool's thread is of whoever used it first."""
    with open("mine.txt", "w") as file:
        file.write(task_key)
    found = []
    POOL.submit(read, found).result()
    return found


def usual_things(task_key, **kwargs):
    with tempfile.TemporaryDirectory() as folder:
        assert folder.startswith("/scratch/"), folder
        with open(folder + "/a.bin", "wb") as file:
            file.write(b"12345")
        os.rename(folder + "/a.bin", folder + "/b.bin")
        assert [entry.name for entry in os.scandir(folder)] == ["b.bin"]
        assert os.stat(folder + "/b.bin").st_size == 5
        os.utime(folder + "/b.bin", (1, 1))
        os.chmod(folder + "/b.bin", 0o600)
        with open(folder + "/b.bin", "r+b") as file:
            file.truncate(2)
        os.remove(folder + "/b.bin")
    assert not os.path.exists(folder)
    with open(os.devnull, "w") as file:
        file.write("x")
    with open(os.path.dirname(__file__) + "/data.txt") as file:
        assert file.read() == "data of the scripts"
    assert sorted(name for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".txt")) == ["data.txt", "link.txt"]
    return os.environ["TMPDIR"]


def libraries(task_key, **kwargs):
    """What of the standard library cannot be imported."""
    missing = []
    for name in (
        "asyncio json ssl zlib hashlib decimal datetime zoneinfo csv re lzma gzip zipfile tarfile random secrets uuid hmac"
        " logging email urllib.request http.client xml.etree.ElementTree html statistics fractions itertools functools collections"
        " dataclasses typing enum string textwrap difflib struct array mmap multiprocessing subprocess threading queue"
        " concurrent.futures contextvars tempfile shutil pathlib glob fnmatch pickle copy unicodedata locale calendar heapq bisect"
        " base64 binascii configparser tomllib argparse socket select selectors signal platform inspect traceback"
    ).split():
        try:
            __import__(name)
        except BaseException as e:
            missing.append(f"{name}: {type(e).__name__}: {e}")
    return missing


def work(task_key, **kwargs):
    import decimal
    import gzip
    import hashlib
    import ssl
    import zlib

    assert zlib.decompress(zlib.compress(b"a" * 100)) == b"a" * 100
    assert gzip.decompress(gzip.compress(b"b")) == b"b"
    assert ssl.create_default_context() is not None
    return [hashlib.sha256(b"x").hexdigest()[:8], str(decimal.Decimal("1.1") * 3)]


def loop_of_its_own(task_key, **kwargs):
    async def two():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        threading.Timer(0.05, lambda: loop.call_soon_threadsafe(future.set_result, "woken")).start()
        return await asyncio.wait_for(future, 10)

    return asyncio.run(two())
