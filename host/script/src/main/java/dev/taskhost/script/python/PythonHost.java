package dev.taskhost.script.python;

import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** What the drivers tell and ask the host. For the threads of its interpreter. */
final class PythonHost implements ProxyObject {
    private final Map<String, ProxyExecutable> members;
    private volatile boolean closed;

    /**
     * @param shown makes a text fit for people
     * @param ended is told the id of a body that waited and has ended
     */
    PythonHost(Waiting waiting, UnaryOperator<String> shown, LongConsumer ended) {
        this.members = Map.of(
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
                        });
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

    void close() {
        closed = true;
    }

    @Override
    public @Nullable Object getMember(String key) {
        return members.get(key);
    }

    @Override
    public Object getMemberKeys() {
        return members.keySet().toArray();
    }

    @Override
    public boolean hasMember(String key) {
        return members.containsKey(key);
    }

    @Override
    public void putMember(String key, Value value) {
        throw new UnsupportedOperationException("the host's functions cannot be replaced");
    }
}
