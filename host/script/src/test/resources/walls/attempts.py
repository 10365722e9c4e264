# Ways out of the walls: each returns what it has reached, or raises. `out` is a folder outside with secret.txt, module.py and
# packed.zip in it; `mark` a file that must never come to be; `port` of a server that nobody may call; `pid` of a process to be left alone.
import ways_files
import ways_host
import ways_processes
from ways import ATTEMPTS

assert ways_files and ways_host and ways_processes  # each adds its own


def run(task_key, name, out, mark, port, pid, **kwargs):
    return f"REACHED {ATTEMPTS[name](out, mark, int(port), int(pid))!r}"


async def run_async(task_key, name, out, mark, port, pid, **kwargs):
    return f"REACHED {await ATTEMPTS[name](out, mark, int(port), int(pid))!r}"
