package dev.taskhost.script.python;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.service.ServiceFunctions;
import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.HostFunctions;
import dev.taskhost.script.worker.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What the drivers tell and ask the host. For the threads of its interpreter. */
final class PythonHost {
    private final HostFunctions functions;
    private final HostFunctions services;
    private volatile boolean closed;

    /**
     * @param shown makes a text fit for people
     * @param ended is told the id of a body that waited and has ended
     * @param library for its modules
     * @param imports for finding scripts
     */
    PythonHost(
            Waiting waiting,
            UnaryOperator<String> shown,
            LongConsumer ended,
            Library library,
            Map<String, ProxyExecutable> imports) {
        this.services =
                new HostFunctions(new ServiceFunctions(waiting::lent, waiting::isStopping, waiting::arrived).members());
        Map<String, ProxyExecutable> all = new HashMap<>(ofLibrary(library));
        all.putAll(imports);
        all.putAll(Map.of(
                "wait", arguments -> waiting.await(Duration.ofNanos((long) (arguments[0].asDouble() * 1e9))),
                "wake",
                        arguments -> {
                            waiting.wake();
                            return true;
                        },
                "listen", arguments -> listen(waiting),
                "stepping",
                        arguments -> {
                            waiting.stepping(arguments[0].asLong());
                            return true;
                        },
                "ended",
                        arguments -> {
                            ended.accept(arguments[0].asLong());
                            waiting.ended(arguments[0].asLong(), Answer.of(shown.apply(arguments[1].asString())));
                            return true;
                        },
                "printed",
                        arguments -> {
                            waiting.printed(arguments[0].asLong(), arguments[1].asBoolean(), arguments[2].asString());
                            return true;
                        }));
        this.functions = new HostFunctions(all);
    }

    private static Map<String, ProxyExecutable> ofLibrary(Library library) {
        return Map.of(
                "given", arguments -> String.join(" ", Library.GIVEN),
                "bare", arguments -> String.join(" ", Library.BARE),
                "facts", arguments -> library.facts(),
                "now", arguments -> seconds(library.clock().instant()),
                "log",
                        arguments -> {
                            library.log().write(Json.readObject(arguments[0].asString()));
                            return true;
                        });
    }

    /** Since 1970. */
    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    /** Waits until the worker is wanted; false once the interpreter is closed. */
    private boolean listen(Waiting waiting) {
        while (!closed) {
            if (waiting.awaitWanted(Duration.ofSeconds(1))) {
                return true;
            }
        }
        return false;
    }

    /** For the drivers. */
    HostFunctions functions() {
        return functions;
    }

    /** What the host lends, for our own Python modules. */
    HostFunctions services() {
        return services;
    }

    void close() {
        closed = true;
    }
}
