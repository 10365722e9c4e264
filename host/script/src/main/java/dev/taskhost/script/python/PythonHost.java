package dev.taskhost.script.python;

import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.HostFunctions;
import dev.taskhost.script.worker.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** What the drivers tell and ask the host. For the threads of its interpreter. */
final class PythonHost {
    private final HostFunctions functions;
    private volatile boolean closed;

    /**
     * @param shown makes a text fit for people
     * @param ended is told the id of a body that waited and has ended
     */
    PythonHost(Waiting waiting, UnaryOperator<String> shown, LongConsumer ended) {
        this.functions = new HostFunctions(Map.of(
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

    void close() {
        closed = true;
    }
}
