package dev.taskhost.script.js;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.worker.Waiting;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.slf4j.event.Level;

/** What scripts learn of the host and tell it: the log, the configuration, the clock. Thread-safe. */
final class Surroundings {
    private final Waiting waiting;
    private final Library library;
    private final UnaryOperator<String> shown;

    /** @param shown makes a text fit for people */
    Surroundings(Waiting waiting, Library library, UnaryOperator<String> shown) {
        this.waiting = waiting;
        this.library = library;
        this.shown = shown;
    }

    /** By their names, as surroundings.js knows them. */
    Map<String, ProxyExecutable> members() {
        return Map.of(
                "log",
                        arguments -> {
                            String text = shown.apply(arguments[2].asString());
                            waiting.logged(arguments[0].asLong(), Level.valueOf(arguments[1].asString()), text);
                            return true;
                        },
                "facts", arguments -> library.facts(),
                "time", arguments -> (double) library.clock().millis(),
                "zone", arguments -> zone().getId(),
                "today",
                        arguments -> LocalDate.ofInstant(library.clock().instant(), zone())
                                .toString());
    }

    /** In which the host reads cron: {@code scheduler.timezone} of common.toml, or the machine's. */
    private ZoneId zone() {
        Object at = Json.readObject(library.facts());
        for (String name : new String[] {"conf", "common", "scheduler", "timezone"}) {
            at = at instanceof Map<?, ?> table ? table.get(name) : null;
        }
        return at instanceof String zone && !zone.isEmpty() ? ZoneId.of(zone) : ZoneId.systemDefault();
    }
}
