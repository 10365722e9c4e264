package dev.taskhost.script.cpython;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.folder.Copies;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.child.Death;
import dev.taskhost.script.child.Link;
import dev.taskhost.script.child.Program;
import dev.taskhost.script.child.StartFailedException;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import dev.taskhost.script.service.Lent;
import dev.taskhost.script.worker.Answer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is started with. Immutable.
 *
 * @param library the modules given to scripts
 * @param root the scripts folder, as a real path
 * @param generation the scripts it sees
 * @param identity follows from the Python scripts and their packages alone: a change of JavaScript leaves processes, and what
 *     they have loaded, as they are
 */
record Launch(CpythonSettings settings, Library library, Path root, Generation generation, String identity)
        implements Program {
    /** asyncio.run and f-strings are from 3.7 and before; 3.7 itself is out of support since 2023. */
    private static final List<Long> OLDEST = List.of(3L, 8L);

    /** The drivers' file name, by which their frames are told from a script's. */
    static final String HERE = "<taskhost>";

    /** A coroutine that is cancelled has as long. */
    private static final Duration CLEAN_UP = Duration.ofMillis(300);

    private static final String BOOTSTRAP = text("bootstrap.py");

    private static final List<String> SOURCES = List.of(
            text("link.py"),
            text("/dev/taskhost/script/python/library.py"),
            text("modules.py"),
            text("/dev/taskhost/script/python/contract.py"),
            text("services.py"),
            text("driver.py"));

    static Launch of(CpythonSettings settings, Library library, Path root, Generation generation) {
        String seen = generation.catalog().pythonHashes().toString();
        return new Launch(settings, library, root, generation, Copies.hash(seen.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(String file) {
        try (InputStream in = Launch.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar of " + Launch.class.getName());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String generationLabel() {
        return generation.label();
    }

    @Override
    public String noun() {
        return "Python process";
    }

    /** {@inheritDoc} UTF-8 whatever the locale says, as in the host. */
    @Override
    public ProcessBuilder process(Path folder) {
        String link = folder.resolve(LINK).toString();
        return new ProcessBuilder(settings.command(), "-X", "utf8", "-c", BOOTSTRAP, link)
                .redirectInput(new File("/dev/null"));
    }

    @Override
    public Map<String, Object> setup(Path folder, String mark) {
        Map<String, Object> texts = new HashMap<>();
        for (Script script : generation.catalog().scripts()) {
            if (script.language() == Language.PYTHON) {
                texts.put(
                        script.path(), generation.text(script).toAbsolutePath().toString());
            }
        }
        Map<String, Object> setup = new HashMap<>();
        setup.put("packages", generation.sitePackages().map(Path::toString).orElse(""));
        setup.put(
                "library",
                Map.of(
                        "folder",
                        library.path(),
                        "given",
                        Library.GIVEN,
                        "bare",
                        Library.BARE,
                        "facts",
                        library.facts()));
        setup.put("nobodys", Lent.NOBODYS);
        setup.put("longest", (long) Link.LONGEST);
        setup.put("oldest", OLDEST);
        setup.put("here", HERE);
        setup.put("sources", SOURCES);
        setup.put("root", root.toString());
        setup.put("folder", folder.toString());
        setup.put("texts", texts);
        setup.put("mark", mark);
        setup.put("memory_mb", (long) settings.memoryMb());
        return setup;
    }

    @Override
    public StartFailedException refusal(Map<String, @Nullable Object> said) {
        return "old".equals(said.get("kind"))
                ? failure("is Python " + said.get("version") + ", which is too old")
                : failure("could not begin (" + said.get("text") + ")");
    }

    @Override
    public BodyResult result(String answer) {
        return Answer.of(shown(answer));
    }

    @Override
    public String death(int exit, Path folder) {
        return Death.of(exit);
    }

    @Override
    public String frames(Path folder) {
        return Frames.of(folder.resolve("dump"), root);
    }

    @Override
    public boolean dumps() {
        return true;
    }

    @Override
    public Duration cleanUp() {
        return CLEAN_UP;
    }

    @Override
    public LogRecords log() {
        return library.log();
    }

    @Override
    public boolean marksCalls() {
        return true;
    }

    /** {@inheritDoc} {@code scripts/interval/a.py}. */
    @Override
    public String shown(String text) {
        return text.replace("\"" + root + "/", "\"" + root.getFileName() + "/");
    }

    @Override
    public StartFailedException failure(String what) {
        return new StartFailedException(
                "Python for extra.isolation = \"cpython\" cannot be started: `" + settings.command() + "` " + what
                        + ". Install Python 3.8 or newer, or name one with scripts.cpython in common.toml; then restart the host, or"
                        + " call `taskhost reload` for the task.");
    }
}
