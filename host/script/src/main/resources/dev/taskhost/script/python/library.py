# How imports find the modules that the host gives to scripts, in whichever Python they run. Evaluated once per interpreter, by
# PythonGuests and by a CPython process; the drivers call the function that is the value of the last line.


def _taskhost_library(root, folder, given, bare):
    """
    Puts the folder on sys.path, behind the scripts.

    :param given: the packages in the folder
    :param bare: names of modules in libs that are also found without it, where nothing else has that name
    :returns: names of packages before which a script folder's own stand back, see libs/_beside.py
    """
    import sys
    from _frozen_importlib import ModuleSpec

    class Bare:
        """Behind all others: `import logger` is `import libs.logger`, the same module."""

        def find_spec(self, fullname, path=None, target=None):
            return ModuleSpec(fullname, self) if fullname in bare else None

        def create_module(self, spec):
            return None

        def exec_module(self, module):
            name = module.__spec__.name
            __import__("libs." + name)
            sys.modules[name] = sys.modules["libs." + name]  # what the import system looks at next

    class Inside(Bare):
        """Before all others: what is imported below such a name is not loaded a second time."""

        def find_spec(self, fullname, path=None, target=None):
            top, dot, _ = fullname.partition(".")
            if dot and top in bare and "libs." + top in sys.modules and sys.modules.get(top) is sys.modules["libs." + top]:
                return ModuleSpec(fullname, self)
            return None

    if not folder:
        return frozenset()
    sys.path.insert(sys.path.index(root) + 1, folder)
    sys.meta_path.insert(0, Inside())
    sys.meta_path.append(Bare())
    return frozenset(given)


_taskhost_library
