# The connection of a CPython process to the host: frames of four bytes of length, most significant first, and as many of JSON, or of an
# answer of the host's (`17 +{"n":1}`). One thread reads them, so that a stop and the host's end are heard while a body runs. All these files go under one file name and into one
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
        self.write(self.encoded(frame))

    def encoded(self, frame):
        return json.dumps(frame, ensure_ascii=False).encode("utf-8", "replace")  # a surrogate that stands alone is no text

    def write(self, data):
        with self.sending:
            self.connection.sendall(struct.pack(">I", len(data)) + data)

    def receive(self):
        """None at the host's end."""
        head = self._read(bytearray(4))
        if head is None:
            return None
        count = struct.unpack(">I", head)[0]
        begin = None
        try:
            data = bytearray(count)
            if self._read(data) is None:
                return None
            begin = bytes(data[:32])
            text = data.decode("utf-8")
            if text[0] == "{":
                return json.loads(text)
            number, _, text = text.partition(" ")
        except MemoryError:
            if begin is None:
                begin = self._skip(count)
            if begin[:1] == b"{":
                raise
            number = begin.partition(b" ")[0]
            text = f"-0\nthis process has not the memory for an answer of {count} bytes; read fewer rows at once"
        return {"kind": "told", "n": int(number), "text": text}

    def _read(self, data):
        """Fills it; None at the host's end."""
        view = memoryview(data)
        while view:
            got = self.connection.recv_into(view)
            if not got:
                return None
            view = view[got:]
        return data

    def _skip(self, count):
        """Reads what nobody has the room for; gives its begin."""
        begin = bytes(self._read(bytearray(min(count, 32))) or b"")
        left = count - len(begin)
        while left and self._read(bytearray(min(left, 1 << 16))) is not None:
            left -= min(left, 1 << 16)
        return begin


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


def _taskhost_listen(link, folder, requests, stop, tell):
    """Reads what the host says, on a thread of its own: calls are put into a queue, a stop is acted on here, answers are handed out."""
    while True:
        try:
            frame = link.receive()
        except OSError:
            frame = None
        if frame is None:
            _taskhost_orphaned(folder)
        if frame["kind"] == "told":
            tell(frame["n"], frame["text"])
        elif frame["kind"] == "stop":
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
