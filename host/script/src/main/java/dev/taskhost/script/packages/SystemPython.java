package dev.taskhost.script.packages;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Python of the system, asked which modules it can import. Thread-safe. */
public final class SystemPython {
    private static final Logger LOG = LoggerFactory.getLogger(SystemPython.class);
    private static final long MOST_SECONDS = 20;
    private static final String ASK = """
            import importlib.util, sys
            for name in sys.argv[1:]:
                try:
                    if importlib.util.find_spec(name): print(name)
                except (ImportError, ValueError): pass
            """;

    private final String command;

    /** @param command its path, or a name that is found on PATH */
    public SystemPython(String command) {
        this.command = command;
    }

    /** Those of the modules that it has; none when there is no such Python. */
    Set<String> having(Collection<String> modules) {
        if (modules.isEmpty()) {
            return Set.of();
        }
        List<String> line = new ArrayList<>(List.of(command, "-c", ASK));
        line.addAll(modules);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var _ = process.onExit()
                    .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly());
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Set.copyOf(out.lines().toList());
        } catch (IOException e) {
            LOG.debug("There is no {}, so no module is only there.", command, e);
            return Set.of();
        }
    }
}
