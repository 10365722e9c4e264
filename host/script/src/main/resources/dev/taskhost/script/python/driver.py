# Calls task functions inside one Python interpreter. Evaluated once per interpreter by PythonGuest; the value of the
# last line is what the host keeps. Answers are one string each: a letter for the kind, then the text.
#   R json    returned        N note   returned what is not kept (N alone: None)
#   E text    raised          L text   cannot be called
#   S lines   was stopped     P        waits: it goes on in turns, and its answer goes to the host
# Nothing heavy is imported before a script does it: json, traceback and asyncio cost seconds in a cold JVM.


def _taskhost_driver(
    root, packages, host, services, contract, output, loops, coroutines, restricted, library, library_folder
):
    import sys
    from _contextvars import ContextVar, copy_context
    from _frozen_importlib_external import FileFinder, SourceFileLoader, spec_from_file_location
    from _frozen_importlib_external import _get_supported_file_loaders as file_loaders, _path_isdir as is_folder

    stdlib = frozenset(sys.stdlib_module_names) | {"test", "_taskhost", "_scripts"}
    scripts = {}  # path -> module

    # ---- where scripts are found ------------------------------------------------------------------------------

    class ScriptFinder(FileFinder):
        """
        In the scripts folder and below. What it lists and looks for is told to the host as that, and not as a look of a script's:
        the interpreter can go on when a file comes that nobody has looked for.
        """

        generation = None  # in which it has listed its folder

        def _fill_cache(self):
            self._path_cache = set(host.names(self.path).split("/"))
            self._relaxed_path_cache = {name.lower() for name in self._path_cache}

        def find_spec(self, fullname, target=None):
            now = host.generation()
            if self.generation != now:
                self.generation = now
                self.invalidate_caches()
            spec = super().find_spec(fullname, target)
            if spec is None:
                host.missed(self.path + "/" + fullname.rpartition(".")[2])
            return spec

    class RootFinder(ScriptFinder):
        """The scripts folder on sys.path, except that json.py there does not hide the standard library's json, nor a package libs ours."""

        def find_spec(self, fullname, target=None):
            if fullname.partition(".")[0] in stdlib and not fullname.startswith("_scripts."):
                return None
            spec = super().find_spec(fullname, target)
            if fullname in given and spec is not None and spec.submodule_search_locations is not None:
                return None
            return spec

    def scripts_hook(path):
        if path == root:
            return RootFinder(path, (SourceFileLoader, [".py"]))
        if path.startswith(root + "/") and is_folder(path):
            return ScriptFinder(path, *file_loaders())
        raise ImportError

    module_type = type(sys)
    sys.path_hooks.insert(0, scripts_hook)
    sys.path.insert(0, root)
    given = library(root, library_folder, host.given().split(), host.bare().split())
    if packages:
        sys.path.append(packages)  # behind the standard library, where Python has installed packages
    shelter = sys.modules["_scripts"] = module_type("_scripts")  # scripts whose own name is taken live in here
    shelter.__path__ = [root]

    seam = sys.modules["_taskhost"] = module_type("_taskhost")  # what libraries of ours ask for the execution
    seam.trace_id = ContextVar("trace_id", default=None)
    seam.task_key = ContextVar("task_key", default=None)
    seam.execution_id = ContextVar("execution_id", default=None)
    seam.kept = ContextVar("kept", default=None)  # a dict in which libraries keep what belongs to one execution
    seam.services = services  # what the host lends; our module taskhost calls it
    seam.scripts = root
    seam.facts, seam.log, seam.now = host.facts, host.log, host.now

    def load(path, asyncio_wanted):
        module = scripts.get(path)
        if module is None:
            if asyncio_wanted:
                __import__("asyncio")
            parts = path[: -len(".py")].split("/")
            if parts[-1] == "__init__" and len(parts) > 1:
                parts.pop()
            if any("." in part for part in parts):
                module = load_by_place("_scripts." + path.replace(".", "_").replace("/", "."), path)
            else:
                taken = parts[0] in stdlib or not all(part.isidentifier() for part in parts)
                name = ("_scripts." if taken else "") + ".".join(parts)
                __import__(name)
                module = sys.modules[name]
                if getattr(module, "__file__", None) != root + "/" + path:
                    # another package of that name was first on the path, or x.py stands beside a folder x
                    module = load_by_place("_scripts." + ".".join(parts), path)
            scripts[path] = module
        return module

    def load_by_place(name, path):
        spec = spec_from_file_location(name, root + "/" + path)
        module = module_type(name)
        module.__spec__, module.__file__, module.__loader__ = spec, spec.origin, spec.loader
        module.__package__ = spec.parent
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[name]
            raise
        return module

    def check(path, asyncio_wanted, name):
        kept = seam.kept.set({})
        try:
            module = load(path, asyncio_wanted)
        except BaseException as e:
            return "L" + f"{root.rpartition('/')[2]}/{path} does not load:\n" + describe(e)
        finally:
            seam.kept.reset(kept)
        why = reject(module, path, name) if name else ""  # without a name only loading was asked for
        return "L" + why if why else "N"

    # ---- the call ---------------------------------------------------------------------------------------------

    def call(id, path, asyncio_wanted, name, task_key, execution_id, trace_id, extra, *args):
        run = runs.Run(id)
        try:
            said = copy_context().run(
                call_within, run, path, asyncio_wanted, name, task_key, execution_id, trace_id, extra, args
            )
            if said != "P":
                left(run)
            return said
        finally:
            runs.flush(run)

    def call_within(run, path, asyncio_wanted, name, task_key, execution_id, trace_id, extra, args):
        runs.current.set(run)
        seam.trace_id.set(trace_id)
        seam.task_key.set(task_key)
        seam.execution_id.set(execution_id)
        seam.kept.set({})
        try:
            module = load(path, asyncio_wanted)
        except BaseException as e:
            return "L" + f"{root.rpartition('/')[2]}/{path} does not load:\n" + describe(e)
        why = reject(module, path, name)
        if why:
            return "L" + why
        kwargs = {}
        if extra:
            import json

            kwargs = json.loads(extra)
        kwargs["sub_task_id"] = execution_id
        kwargs["__unique_trace_id__"] = trace_id
        try:
            value = getattr(module, name)(task_key, *args, **kwargs)
        except BaseException as e:
            return "E" + describe(e)
        if hasattr(value, "__await__") or getattr(getattr(value, "gi_code", None), "co_flags", 0) & 0x100:
            return answer(run) if drive(run, value) else "P"
        return keep(value)

    def answer(run):
        if run.stood is not None:
            return "S" + run.stood
        fine, value = run.value
        return keep(value) if fine else "E" + describe(value)

    def ended(run):
        """A run has ended in a turn."""
        text = answer(run)
        runs.flush(run)
        host.ended(run.id, text)

    def rehearse(rounds):
        """Does what bodies that wait will do, so that it is compiled when they come."""
        asyncio = __import__("asyncio")

        async def waits(task_key, **kwargs):
            print("in", task_key)
            await asyncio.sleep(0.0005)
            return task_key

        def begin(id):
            run = runs.Run(id)
            run.quiet = True
            runs.current.set(run)
            seam.trace_id.set("")
            if drive(run, waits("rehearsal", sub_task_id=id)):
                answer(run)

        for i in range(rounds):
            copy_context().run(begin, -1 - i)
        turn()

    def close_files():
        """All files and sockets but the standard ones: a context that is closed leaves its sockets open (GraalPy 25.0.3)."""
        import posix

        fd, missing = 3, 0
        while missing < 64:  # the lowest free number is given first
            try:
                posix.close(fd)
                missing = 0
            except OSError:
                missing += 1
            fd += 1

    def of_thread():
        """The run the current thread works for; 0 when it is nobody's."""
        run = runs.current.get()
        return 0 if run is None else run.id

    seam.call = of_thread

    def parse(path, text):
        name = "<parsed>/" + path  # under its own name the compiler would look at the file, and nothing of this look is to stay
        try:
            compile(text, name, "exec", dont_inherit=True)
        except BaseException as e:
            return "E" + describe(e).replace(name, root + "/" + path)
        return "N"

    reject, keep, describe = contract
    runs = output(host)
    runs.ended = ended
    runs.answered = services.answered
    loaded = restricted() if restricted else lambda asyncio: None
    drive, turn, cancel, recover, left, threads, threads_ended = coroutines(host, runs, loops, loaded)

    async def nothing():
        return {"warm": [1, "a"]}

    warm = runs.Run(0)
    drive(warm, nothing())
    answer(warm)  # the first call finds its way trodden
    return call, check, parse, turn, cancel, recover, rehearse, threads, threads_ended, close_files, of_thread


_taskhost_driver
