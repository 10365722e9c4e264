package dev.taskhost.script.python;

import dev.taskhost.script.access.Access;
import dev.taskhost.script.access.RestrictedView;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.files.GenerationView;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.worker.Engines;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.Output;
import dev.taskhost.script.worker.Target;
import dev.taskhost.script.worker.Waiting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Opens Python interpreters. Thread-safe. */
public final class PythonGuests implements GuestFactory {
    /** The driver's file name, by which its frames are told from a script's. */
    static final String DRIVER = "<taskhost>";

    /** Where zoneinfo looks for time zones: GraalPy 25.0.3 was built without a place, so it would find none. */
    private static final String ZONES = "PYTHONTZPATH";

    /** CPython's own list (https://docs.python.org/3/library/zoneinfo.html#configuring-the-data-sources). */
    private static final String ZONE_FOLDERS =
            "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo";

    /** The process that started this one; 0 as in a container, where it cannot be seen. */
    private static final long PARENT =
            ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);

    /** Where scripts use it, it is there before the first call: it takes as long as all else of an opening. */
    private static final Source ASYNCIO = Source.newBuilder("python", "__import__('asyncio')", DRIVER)
            .internal(true)
            .buildLiteral();

    private final Path root;
    private final Access access;
    private final boolean sockets;
    private final @Nullable Path bytecode;
    private final Library library;

    /**
     * @param root the scripts folder, as a real path
     * @param access what bodies may reach
     * @param sockets whether there are any; where bodies are restricted, only under a {@link
     *     dev.taskhost.script.network.NetworkGuard}
     * @param bytecode where Python keeps what it has compiled of its own library and of packages, which makes opening and
     *     asyncio two to three times cheaper; null for nowhere
     * @param library the modules given to scripts
     */
    public PythonGuests(Path root, Access access, boolean sockets, @Nullable Path bytecode, Library library) {
        this.root = root;
        this.access = access;
        this.sockets = sockets;
        this.bytecode = bytecode;
        this.library = library;
    }

    @Override
    public Language language() {
        return Language.PYTHON;
    }

    @Override
    public boolean opensSlowly() {
        return true;
    }

    @Override
    public Guest open(Generation generation, Output output, Waiting waiting) {
        GenerationView view = new GenerationView(
                FileSystem.newDefaultFileSystem(), root, generation, bytecode == null ? null : ofScripts(bytecode));
        Optional<RestrictedView> walls =
                access.scratch().map(scratch -> new RestrictedView(view, root, libraries(generation), scratch));
        FileSystem seen = walls.<FileSystem>map(restricted -> restricted).orElse(view);
        Predicate<Path> open =
                walls.<Predicate<Path>>map(restricted -> restricted::isOpen).orElse(path -> true);
        Context context = Engines.context("python", access, output, waiting)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(seen)
                        .allowHostSocketAccess(sockets)
                        .build())
                // The other backend writes past our streams to the process's own, and lets os._exit end the JVM.
                .option("python.PosixModuleBackend", "java")
                .option("python.DontWriteBytecodeFlag", Boolean.toString(bytecode == null))
                .option("python.PyCachePrefix", bytecode == null ? "" : bytecode.toString())
                .option("python.UnbufferedIO", "true")
                // What GraalPy itself cannot do fails the body that asks for it, and not the interpreter with all its
                // bodies.
                .option("python.CatchAllExceptions", "true")
                .option("python.InstallSignalHandlers", "false")
                .environment(ZONES, System.getenv().getOrDefault(ZONES, ZONE_FOLDERS))
                .build();
        try {
            Map<Long, Target> targets = new HashMap<>();
            PythonHost host = new PythonHost(
                    waiting, text -> PythonGuest.shown(root, text), targets::remove, library, imports(view, open));
            driver(context, "json_numbers.py").executeVoid();
            driver(context, "time_gaps.py").executeVoid();
            driver(context, "stand_ins.py").executeVoid(StandIns.FUNCTIONS);
            driver(context, "posix_gaps.py").executeVoid(PARENT);
            Value driver = driver(context, "driver.py")
                    .execute(
                            root.toString(),
                            generation.sitePackages().map(Path::toString).orElse(""),
                            host.functions(),
                            host.services(),
                            driver(context, "contract.py").execute(root.toString(), DRIVER),
                            driver(context, "output.py"),
                            driver(context, "loop.py"),
                            driver(context, "coroutines.py"),
                            access.isRestricted() ? driver(context, "restricted.py") : false,
                            driver(context, "library.py"),
                            library.path());
            if (generation.catalog().scripts().stream().anyMatch(Script::asyncio)) {
                context.eval(ASYNCIO);
            }
            return new PythonGuest(context, root, view, host, waiting, targets, driver);
        } catch (RuntimeException | Error e) {
            context.close(true);
            throw e;
        }
    }

    /** What the import system asks the host instead of looking itself, see driver.py. */
    private static Map<String, ProxyExecutable> imports(GenerationView view, Predicate<Path> open) {
        return Map.of(
                "generation", arguments -> view.generation().label(),
                "names",
                        arguments -> {
                            Path folder = Path.of(arguments[0].asString());
                            return open.test(folder) ? String.join("/", view.names(folder)) : "";
                        },
                "missed",
                        arguments -> {
                            view.missed(Path.of(arguments[0].asString()));
                            return true;
                        });
    }

    private List<Path> libraries(Generation generation) {
        return Stream.concat(generation.sitePackages().stream(), library.place().stream())
                .toList();
    }

    /** Where Python would keep what it has compiled of scripts. */
    private Path ofScripts(Path all) {
        return all.resolve(root.getRoot().relativize(root));
    }

    private static Value driver(Context context, String file) {
        return context.eval(Engines.driver(PythonGuests.class, "python", file, DRIVER));
    }
}
