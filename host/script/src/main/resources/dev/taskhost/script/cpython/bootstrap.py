# What a Python process begins with, as `python3 -c`: it connects to the host and takes everything else from there. It is written so that
# any Python, however old, can say that it is too old.
import json, os, socket, struct, sys


def _taskhost_bootstrap():
    try:
        os.setsid()  # first of all: by its session the host finds all that bodies start in here
    except OSError:
        pass
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.connect(sys.argv[1])

    def read(count):
        data = b""
        while len(data) < count:
            part = link.recv(count - len(data))
            if not part:
                sys.exit(1)  # the host has ended, or does not want this process any more
            data += part
        return data

    setup = json.loads(read(struct.unpack(">I", read(4))[0]).decode("utf-8"))
    version = ".".join(str(part) for part in sys.version_info[:3])
    if list(sys.version_info[:2]) < setup["oldest"]:
        data = json.dumps({"kind": "old", "version": version}).encode("utf-8")
        link.sendall(struct.pack(">I", len(data)) + data)
        sys.exit(1)
    parts = {"__name__": setup["here"], "__builtins__": __builtins__}
    for source in setup["sources"]:
        exec(compile(source, setup["here"], "exec", dont_inherit=True), parts)
    return parts["_taskhost_main"](link, setup, version)


if __name__ == "__main__":
    _taskhost_bootstrap()
