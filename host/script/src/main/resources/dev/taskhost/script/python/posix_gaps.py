# What GraalPy's POSIX functions in Java do not do (25.0.3): answered where the answer is known, told as an OSError otherwise. What is
# not listed here ends as a SystemError of the body (CatchAllExceptions in PythonGuests). Evaluated once per interpreter by PythonGuests,
# which calls the function that is the value of the last line.


def _taskhost_posix_gaps(parent):
    import os
    import posix
    import sys

    def lacking(name, refused):
        def told(*args, **kwargs):
            try:
                return refused(*args, **kwargs)
            except SystemError as e:
                if "UnsupportedPosixFeatureException" not in str(e):
                    raise
            raise OSError(
                38,  # ENOSYS
                f"os.{name} does not exist in GraalPy. A task that needs it can run in the system's Python:"
                ' {"isolation": "cpython"} in its extra',
            )

        told.__name__ = told.__qualname__ = name
        return told

    def put(name, function):
        setattr(posix, name, function)
        setattr(os, name, function)

    for name in ("chown", "fchown", "lchown", "getpgid", "getpgrp", "getsid", "setsid", "openpty"):
        refused = getattr(posix, name, None)
        if refused is not None:
            put(name, lacking(name, refused))
            for can in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
                can.discard(refused)
    os.supports_effective_ids.discard(os.access)
    put("getppid", lambda: parent)
    put("geteuid", posix.getuid)  # a JVM that runs with another's rights than its user's is not known
    put("getegid", posix.getgid)

    class Processes:
        """multiprocessing would run in this process, in another interpreter, which nobody could stop."""

        def find_spec(self, name, path=None, target=None):
            if name == "multiprocessing.popen_truffleprocess":
                raise ImportError(
                    "multiprocessing starts no processes in GraalPy. subprocess does; a task that needs multiprocessing can run in the"
                    ' system\'s Python: {"isolation": "cpython"} in its extra',
                    name=name,
                )
            return None

    sys.meta_path.insert(0, Processes())


_taskhost_posix_gaps
