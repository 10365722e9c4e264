# Runs the pip that GraalPy brings. Evaluated by Pip.java; the value of the last line is called.


def _taskhost_pip():
    import os

    def wheel():
        """Where GraalPy keeps its pip."""
        folder = os.path.join(os.path.dirname(os.__file__), "ensurepip", "_bundled")
        return next(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.startswith("pip-"))

    def plain_characters(module_type):
        """What GraalPy's unicodedata has in native code, as far as pip needs it: for ASCII."""

        class Old:
            unidata_version = "3.2.0"

            def __getattr__(self, name):
                import unicodedata

                return getattr(unicodedata, name)

        module = module_type("_cpython_unicodedata")
        module.ucd_3_2_0 = Old()
        module.combining = lambda character: 0
        module.east_asian_width = lambda character: "N"
        module.lookup = lambda name: {}[name]
        return module

    def run(unpacked, arguments):
        """Runs it with arguments that are parted by NUL; its exit code."""
        import sys

        sys.path.insert(0, unpacked)
        # Pure packages need none of GraalPy's patches, which are for C code, and may come from the network.
        os.environ["PIP_GRAALPY_PATCHES_URL"] = "disabled"
        os.environ["PIP_GRAALPY_DISABLE_PATCHING"] = "true"
        os.environ["PIP_GRAALPY_DISABLE_VERSION_SELECTION"] = "true"
        sys.argv[:] = ["pip"]
        # Native libraries, which only one interpreter of a process can load: for asking passwords on a terminal, for names of hosts and
        # widths of characters that pip does not meet, and for the XML of a search that is no more.
        sys.modules["termios"] = None
        sys.modules["_cpython_unicodedata"] = plain_characters(type(sys))
        expat = sys.modules["pyexpat"] = type(sys)("pyexpat")
        expat.model = expat.errors = expat
        expat.ParserCreate, expat.ExpatError, expat.error = None, ValueError, ValueError
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
