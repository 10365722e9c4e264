package dev.taskhost.app.child;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.child.Death;
import dev.taskhost.script.child.Program;
import dev.taskhost.script.child.StartFailedException;
import dev.taskhost.script.library.LogRecords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JVM beside the host that serves some content. Immutable, thread-safe. */
record JvmProgram(ProcessSettings settings, Content content) implements Program {
    /** A body in there is cancelled, then interrupted, then given up, as in the host; see {@link Opening}. */
    private static final Duration CLEAN_UP = Duration.ofMillis(650);

    /** What a JVM exits with that was told to end when memory runs out (-XX:+ExitOnOutOfMemoryError). */
    private static final int OUT_OF_MEMORY = 3;

    @Override
    public String identity() {
        return content.identity();
    }

    @Override
    public String generationLabel() {
        return content.generation();
    }

    @Override
    public String noun() {
        return "process";
    }

    @Override
    public ProcessBuilder process(Path folder) {
        return new ProcessBuilder(Jvm.command(settings.memoryMb(), folder)).redirectInput(new File("/dev/null"));
    }

    @Override
    public Map<String, Object> setup(Path folder, String mark) throws StartFailedException {
        Logger bodies = LoggerFactory.getLogger("task");
        Map<String, Object> setup = new HashMap<>();
        setup.put(Opening.MARK, mark);
        setup.put(Opening.PLUGINS, settings.plugins().toString());
        setup.put(Opening.VERSION, settings.version());
        setup.put(Opening.LEVEL, bodies.isTraceEnabled() ? "TRACE" : bodies.isDebugEnabled() ? "DEBUG" : "INFO");
        try {
            setup.putAll(content.setup(folder));
        } catch (IOException e) {
            throw failure("needs files in " + folder + ", which cannot be written (" + e + ")");
        }
        return setup;
    }

    @Override
    public StartFailedException refusal(Map<String, @Nullable Object> said) {
        return failure("could not begin (" + said.get("text") + ")");
    }

    @Override
    public StartFailedException failure(String what) {
        return new StartFailedException("The JVM for extra.isolation = \"process\" cannot be started: it " + what
                + ". Look at the log and at the machine's free memory (scripts.process_memory_mb is "
                + settings.memoryMb() + "); the next call tries again.");
    }

    @Override
    public BodyResult result(String answer) {
        return Letters.read(answer);
    }

    /** {@inheritDoc} The process itself does that. */
    @Override
    public String shown(String text) {
        return text;
    }

    @Override
    public String death(int exit, Path folder) {
        if (exit == OUT_OF_MEMORY) {
            return "has run out of memory (OutOfMemoryError, exit code 3); raise process_memory_mb in [scripts] of common.toml, which is "
                    + settings.memoryMb() + ", or have the body hold less at once";
        }
        String crash = Crash.summary(folder.resolve(Jvm.CRASH));
        return crash.isEmpty() ? Death.of(exit) : "has crashed, the JVM itself: " + crash;
    }

    @Override
    public String frames(Path folder) {
        return "";
    }

    @Override
    public boolean dumps() {
        return false;
    }

    @Override
    public Duration cleanUp() {
        return CLEAN_UP;
    }

    @Override
    public LogRecords log() {
        return LogRecords.HOST;
    }

    @Override
    public boolean marksCalls() {
        return false;
    }
}
