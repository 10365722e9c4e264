package dev.taskhost.script.js;

import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.files.GenerationView;
import dev.taskhost.script.worker.Engines;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.Output;
import dev.taskhost.script.worker.Waiting;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/** Opens JavaScript interpreters. Thread-safe. */
public final class JsGuests implements GuestFactory {
    /** The driver's file name, by which its frames are told from a script's. */
    static final String DRIVER = "taskhost-driver.js";

    private final Path root;

    /** @param root the scripts folder, as a real path */
    public JsGuests(Path root) {
        this.root = root;
    }

    @Override
    public Language language() {
        return Language.JAVASCRIPT;
    }

    @Override
    public Guest open(Generation generation, Output output, Waiting waiting) {
        JsFiles files =
                new JsFiles(root, new GenerationView(FileSystem.newDefaultFileSystem(), root, generation, null));
        Context context = Engines.context("js", output, waiting)
                .allowIO(IOAccess.newBuilder().fileSystem(new ImportView(files)).build())
                .option("js.esm-eval-returns-exports", "true")
                .option("js.java-package-globals", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.load", "false")
                .option("js.unhandled-rejections", "warn")
                .build();
        try {
            Value driver = context.eval(Engines.driver(JsGuests.class, "js", "driver.js", DRIVER));
            return new JsGuest(context, files, waiting, driver.execute(new JsHost(context, files).functions(), DRIVER));
        } catch (RuntimeException | Error e) {
            context.close(true);
            throw e;
        }
    }
}
