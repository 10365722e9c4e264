package dev.taskhost.bench;

import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tasks that fire again and again, all alike but for their keys. Immutable.
 *
 * @param name what their keys begin with
 * @param executeFunc the body, of {@code load.py}, {@code load.js} or a plugin
 * @param count how many tasks
 * @param everySeconds the interval of each
 * @param extra of their rows
 * @param status how each of their executions ends
 */
record Load(String name, String executeFunc, int count, int everySeconds, String extra, String status) {
    /** What ends by itself, every second. */
    static Load everySecond(String name, String executeFunc, int count) {
        return new Load(name, executeFunc, count, 1, "{}", "success");
    }

    /** Puts the bodies into the folders of a host. */
    static void write(Path scripts, Path plugins, Class<?>... tasks) throws IOException {
        for (String name : List.of("load.py", "load.js")) {
            try (InputStream in = Load.class.getResourceAsStream("bodies/" + name)) {
                if (in == null) {
                    throw new IOException(name + " is missing");
                }
                Files.write(scripts.resolve(name), in.readAllBytes());
            }
        }
        for (Class<?> task : tasks) {
            TaskJar.write(plugins.resolve(task.getSimpleName() + ".jar"), task);
        }
    }

    /** The rows, as values for {@link #INSERT}. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add("('%s#%d', '', '%s', 'interval', '%d', '', 1, 'ready', '%s')"
                    .formatted(name, i, executeFunc, everySeconds, extra));
        }
        return rows;
    }

    static final String INSERT =
            "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra) VALUES ";

    /** For a query over {@code task}: these. */
    String condition() {
        return "task_key LIKE '" + name + "#%'";
    }
}
