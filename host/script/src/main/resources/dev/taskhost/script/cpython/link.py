# The connection of a CPython process to the host: frames of four bytes of length, most significant first, and as many of JSON. One thread
# reads them, so that a stop and the host's end are heard while a body runs. All these files go under one file name and into one
# namespace, see bootstrap.py; nothing of them is visible to scripts.
import _thread
import faulthandler
import json
import os
import signal
import struct
import sys


class _Link:
    """Sends and receives. Any thread may send, one receives."""

    def __init__(self, connection):
        self.connection = connection
        self.sending = _thread.allocate_lock()

    def send(self, **frame):
        data = json.dumps(frame, ensure_ascii=False).encode("utf-8", "replace")  # a surrogate that stands alone is no text
        with self.sending:
            self.connection.sendall(struct.pack(">I", len(data)) + data)

    def receive(self):
        """None at the host's end."""
        head = self._read(4)
        data = head and self._read(struct.unpack(">I", head)[0])
        return json.loads(data.decode("utf-8")) if data else None

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self.connection.recv(count - len(data))
            if not part:
                return None
            data += part
        return data


def _taskhost_orphaned(folder):
    """The host is gone: so is this process, with all that bodies have started in its session's first group."""
    for name in ("link", "dump"):
        try:
            os.unlink(os.path.join(folder, name))
        except OSError:
            pass
    try:
        os.rmdir(folder)
    except OSError:
        pass
    if os.getpgrp() == os.getpid():  # else the group is not ours
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


def _taskhost_listen(link, folder, requests, stop):
    """Reads what the host says, on a thread of its own: calls are put into a queue, a stop is acted on here."""
    while True:
        try:
            frame = link.receive()
        except OSError:
            frame = None
        if frame is None:
            _taskhost_orphaned(folder)
        if frame["kind"] == "stop":
            try:
                stop(frame["id"])
            except Exception:
                pass  # no memory, say; the host does not wait for the answer, it asks the signal handler and then kills
        else:
            requests.put(frame)


def _taskhost_dump_to(folder):
    """Where the stack goes when C code crashes, or when it holds the interpreter while the host asks (SIGUSR1). Written by C code."""
    file = open(os.path.join(folder, "dump"), "wb", buffering=0)
    faulthandler.enable(file=file, all_threads=False)
    faulthandler.register(signal.SIGUSR1, file=file, all_threads=False)
    return file
