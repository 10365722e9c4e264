package dev.taskhost.app.child;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A body that can be called in a process as well. Thread-safe.
 *
 * @param inner the body in the host
 * @param in where it may run else
 */
record ProcessBody(Body inner, Processes.Kind in) implements Body {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public CompletableFuture<String> check(Isolation isolation) {
        return isolation == Isolation.PROCESS ? in.check(name()) : inner.check(isolation);
    }

    @Override
    public boolean offers(Isolation isolation) {
        return isolation == Isolation.PROCESS || inner.offers(isolation);
    }

    @Override
    public boolean hasRoom(Isolation isolation) {
        return isolation == Isolation.PROCESS ? in.hasRoom() : inner.hasRoom(isolation);
    }

    @Override
    public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
        return call.isolation() == Isolation.PROCESS ? in.start(name(), call, done) : inner.start(call, done);
    }
}
