package dev.taskhost.plugin.call;

import dev.taskhost.core.json.Json;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What plugins are told of the host: its configuration and its clock. Immutable, thread-safe. */
public final class HostFacts {
    /** No configuration, and the system's clock. */
    public static final HostFacts NONE = new HostFacts("{}", InstantSource.system());

    private final String text;
    private final Map<String, @Nullable Object> files;
    private final Clock clock;

    /**
     * Reads the configuration.
     *
     * @param text a JSON object with {@code conf}: the values of each file by its name. It may hold secrets
     * @param time what the clock shows
     */
    public HostFacts(String text, InstantSource time) {
        this.text = text;
        this.files = table(Json.readObject(text), "conf");
        this.clock = time.withZone(zone());
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are texts
    private static Map<String, @Nullable Object> table(Map<String, @Nullable Object> of, String name) {
        return of.get(name) instanceof Map<?, ?> table ? (Map<String, @Nullable Object>) table : Map.of();
    }

    /** In which the host reads cron: {@code scheduler.timezone} of common.toml, or the machine's. */
    private ZoneId zone() {
        Object zone = table(table(files, "common"), "scheduler").get("timezone");
        return zone instanceof String name && !name.isEmpty() ? ZoneId.of(name) : ZoneId.systemDefault();
    }

    /** As it was given, for a process beside the host. */
    public String text() {
        return text;
    }

    /** As {@link dev.taskhost.api.TaskContext#config}. */
    public Map<String, @Nullable Object> config(String name) {
        if (files.isEmpty()) {
            throw new IllegalStateException("there is no configuration here, so there is no " + name + ".toml");
        }
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException(name + ".toml is no file of the host's configuration; there are: "
                    + String.join(", ", new TreeSet<>(files.keySet())));
        }
        return table(files, name);
    }

    /** As {@link dev.taskhost.api.TaskContext#clock}. */
    public Clock clock() {
        return clock;
    }

    /** Without the configuration, which holds secrets. */
    @Override
    public String toString() {
        return "HostFacts[" + new TreeSet<>(files.keySet()) + "]";
    }
}
