# Modules of Python's own library that are native code in GraalPy, and of which a process can load one only (25.0.3): as ours, or
# refused in every interpreter alike. Evaluated once per interpreter by PythonGuests, which calls the function that is the value of the
# last line.


def _taskhost_stand_ins(host):
    import _imp
    import sys
    from _frozen_importlib import ModuleSpec

    given = {
        "_cpython_unicodedata": {"_taskhost_code_point": lambda name: host.codePoint(name)},
        "pyexpat": {"_taskhost_xml": lambda: host.xml()},
        "_taskhost_expat": {},  # a part of pyexpat
    }

    def create_dynamic(spec, file=None):
        """
        Who can do without it (getpass, peewee) looks for an ImportError. GraalPy would load it in one worker and not in the next, and
        would wait for ever where a thread of the same interpreter waits in a queue, as those of executors do.
        """
        raise ImportError(
            f"{spec.name.lstrip('_')} is native code, which GraalPy can load in one interpreter of a process only, so no script gets it."
            ' A task that needs it can run in the system\'s Python: {"isolation": "cpython"} in its extra.',
            name=spec.name,
            path=spec.origin,
        )

    _imp.create_dynamic = create_dynamic

    class StandIns:
        """Finds and loads them."""

        def find_spec(self, name, path=None, target=None):
            return ModuleSpec(name, self, origin="taskhost") if name in given else None

        def create_module(self, spec):
            return None

        def exec_module(self, module):
            name = module.__spec__.name
            module.__dict__.update(given[name])
            exec(compile(host.text(name), f"<taskhost>/{name}.py", "exec", dont_inherit=True), module.__dict__)

    sys.meta_path.insert(0, StandIns())


_taskhost_stand_ins
