package dev.taskhost.script.js;

import dev.taskhost.script.access.Access;
import dev.taskhost.script.access.RestrictedView;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.files.GenerationView;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.service.ServiceFunctions;
import dev.taskhost.script.worker.Engines;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.HostFunctions;
import dev.taskhost.script.worker.Output;
import dev.taskhost.script.worker.Waiting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/** Opens JavaScript interpreters. Thread-safe. */
public final class JsGuests implements GuestFactory {
    /** The driver's file name, by which its frames are told from a script's. */
    static final String DRIVER = "taskhost-driver.js";

    private final Path root;
    private final Access access;
    private final Library library;

    /**
     * @param root the scripts folder, as a real path
     * @param access what bodies may reach
     * @param library what the module {@code taskhost} tells of the host
     */
    public JsGuests(Path root, Access access, Library library) {
        this.root = root;
        this.access = access;
        this.library = library;
    }

    @Override
    public Language language() {
        return Language.JAVASCRIPT;
    }

    @Override
    public boolean opensSlowly() {
        return false;
    }

    @Override
    public Guest open(Generation generation, Output output, Waiting waiting) {
        GenerationView view = new GenerationView(FileSystem.newDefaultFileSystem(), root, generation, null);
        Optional<RestrictedView> walls = access.scratch()
                .map(scratch -> new RestrictedView(
                        view, root, generation.sitePackages().stream().toList(), scratch));
        JsFiles files = new JsFiles(
                root, view, walls.<Predicate<Path>>map(wall -> wall::isOpen).orElse(path -> true));
        FileSystem seen = walls.<FileSystem>map(wall -> wall).orElse(view);
        Context context = Engines.context("js", access, output, waiting)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(new ImportView(files, seen))
                        .build())
                .option("js.esm-eval-returns-exports", "true")
                .option("js.java-package-globals", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.load", "false")
                .option("js.unhandled-rejections", "warn")
                .build();
        try {
            Value driver = context.eval(Engines.driver(JsGuests.class, "js", "driver.js", DRIVER));
            boolean java = !access.classes().isEmpty();
            Surroundings surroundings =
                    new Surroundings(waiting, library, text -> text.replace(root + "/", root.getFileName() + "/"));
            return new JsGuest(
                    context,
                    files,
                    waiting,
                    driver.execute(
                            new JsHost(context, files).functions(surroundings.members()),
                            new HostFunctions(new ServiceFunctions(waiting::lent, waiting::isStopping, waiting::arrived)
                                    .members()),
                            DRIVER,
                            java));
        } catch (RuntimeException | Error e) {
            context.close(true);
            throw e;
        }
    }
}
