# Where a CPython process finds scripts: those of its generation, whatever becomes of the files. As python/driver.py does it in
# GraalPy; there the file system shows the generation, here the importer does.
import importlib.machinery
import importlib.util
import linecache


def _taskhost_stdlib():
    """The names of the standard library's modules."""
    names = getattr(sys, "stdlib_module_names", None)
    if names is None:  # before 3.10
        names = set(sys.builtin_module_names)
        folder = os.path.dirname(os.__file__)
        for place in (folder, os.path.join(folder, "lib-dynload")):
            if os.path.isdir(place):
                names.update(entry.partition(".")[0] for entry in os.listdir(place))
    return frozenset(names) | {"test", "_taskhost", "_scripts"}


class _Scripts:
    """
    The scripts folder on sys.path, except that json.py there does not hide the standard library's json, nor a package libs ours.

    :param texts: where the text of each script is, by its path in the folder
    :param library: where the modules are that the host gives to scripts, see python/library.py
    :param packages: where the locked packages of the scripts are; '' when there are none
    """

    def __init__(self, root, texts, library, packages):
        self.root = root
        self.texts = {root + "/" + path: text for path, text in texts.items()}
        self.folders = set()
        for path in self.texts:
            folder = path.rpartition("/")[0]
            while folder != root:
                self.folders.add(folder)
                folder = folder.rpartition("/")[0]
        self.stdlib = _taskhost_stdlib()
        self.loaded = {}  # path -> module
        self.module_type = type(sys)
        scripts = self

        class TextLoader(importlib.machinery.SourceFileLoader):
            """Reads the generation's text, and keeps no .pyc beside scripts that change within a second."""

            def get_data(self, path):
                return super().get_data(scripts.texts.get(path, path))

            def get_code(self, fullname):
                data = self.get_data(self.path)
                code = self.source_to_code(data, self.path)
                if self.path in scripts.texts:  # for tracebacks: the file may say something else by now
                    lines = importlib.util.decode_source(data).splitlines(True)
                    linecache.cache[self.path] = (len(data), None, lines, self.path)
                return code

        class Finder(importlib.machinery.FileFinder):
            """One folder."""

            def find_spec(self, fullname, target=None):
                if self.path == scripts.root:
                    if fullname.partition(".")[0] in scripts.stdlib and not fullname.startswith("_scripts."):
                        return None
                    if fullname in scripts.given and root + "/" + fullname + ".py" not in scripts.texts:
                        return None
                place = self.path + "/" + fullname.rpartition(".")[2]
                if place + "/__init__.py" in scripts.texts:
                    return scripts.spec(fullname, place + "/__init__.py", [place])
                if place + ".py" in scripts.texts:
                    return scripts.spec(fullname, place + ".py", None)
                spec = super().find_spec(fullname, target)
                if spec is None and place in scripts.folders:
                    spec = importlib.machinery.ModuleSpec(fullname, None)
                    spec.submodule_search_locations = [place]
                return spec

        def hook(path):
            if path != root and not path.startswith(root + "/"):
                raise ImportError
            extensions = importlib.machinery.ExtensionFileLoader, importlib.machinery.EXTENSION_SUFFIXES
            return Finder(path, extensions, (TextLoader, [".py"]))

        self.loader = TextLoader
        sys.path_hooks.insert(0, hook)
        if sys.path and sys.path[0] == "":
            sys.path.pop(0)  # -c puts the current folder there
        sys.path.insert(0, root)
        self.given = _taskhost_library(root, library["folder"], library["given"], library["bare"])
        if packages:  # behind the standard library; before what the system has, which may be another version
            system = (at for at, path in enumerate(sys.path) if os.path.basename(path) in ("site-packages", "dist-packages"))
            sys.path.insert(next(system, len(sys.path)), packages)
        shelter = sys.modules["_scripts"] = self.module_type("_scripts")  # scripts whose own name is taken live in here
        shelter.__path__ = [root]

    def spec(self, name, path, places):
        return importlib.util.spec_from_file_location(
            name, path, loader=self.loader(name, path), submodule_search_locations=places
        )

    def load(self, path):
        """The module of a script, loaded when it is not yet."""
        module = self.loaded.get(path)
        if module is None:
            parts = path[: -len(".py")].split("/")
            if parts[-1] == "__init__" and len(parts) > 1:
                parts.pop()
            if any("." in part for part in parts):
                module = self.load_by_place("_scripts." + path.replace(".", "_").replace("/", "."), path)
            else:
                taken = parts[0] in self.stdlib or not all(part.isidentifier() for part in parts)
                name = ("_scripts." if taken else "") + ".".join(parts)
                importlib.import_module(name)
                module = sys.modules[name]
                if getattr(module, "__file__", None) != self.root + "/" + path:
                    # another package of that name was first on the path, or x.py stands beside a folder x
                    module = self.load_by_place("_scripts." + ".".join(parts), path)
            self.loaded[path] = module
        return module

    def load_by_place(self, name, path):
        spec = self.spec(name, self.root + "/" + path, None)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            sys.modules.pop(name, None)
            raise
        return module
