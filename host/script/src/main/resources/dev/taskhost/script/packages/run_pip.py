# Runs the pip that GraalPy brings. Evaluated by Pip.java; the value of the last line is called.


def _taskhost_pip():
    import os

    def wheel():
        """Where GraalPy keeps its pip."""
        folder = os.path.join(os.path.dirname(os.__file__), "ensurepip", "_bundled")
        return next(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.startswith("pip-"))

    def run(unpacked, arguments):
        """Runs it with arguments that are parted by NUL; its exit code."""
        import sys

        sys.path.insert(0, unpacked)
        # Pure packages need none of GraalPy's patches, which are for C code, and may come from the network.
        os.environ["PIP_GRAALPY_PATCHES_URL"] = "disabled"
        os.environ["PIP_GRAALPY_DISABLE_PATCHING"] = "true"
        os.environ["PIP_GRAALPY_DISABLE_VERSION_SELECTION"] = "true"
        sys.argv[:] = ["pip"]
        sys.modules["termios"] = None  # for asking passwords on a terminal; a library that only one interpreter of a process can load
        try:
            from pip._internal.cli import cmdoptions

            for option in cmdoptions.index_group["options"]:
                if getattr(option, "keywords", {}).get("dest") == "extra_index_urls":
                    option.keywords["default"] = []  # an index of packages with C code for GraalPy
            from pip._internal.cli.main import main

            return int(main(arguments.split("\0")) or 0)
        except SystemExit as e:
            return e.code if isinstance(e.code, int) else int(e.code is not None)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()

    return wheel, run


_taskhost_pip()
