package dev.taskhost.script;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.worker.Calls;
import dev.taskhost.script.worker.Target;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A function of a script, as the port wants it. Thread-safe. */
record ScriptBody(Target target, Calls calls) implements Body {
    @Override
    public String name() {
        return target.name();
    }

    @Override
    public CompletableFuture<String> check() {
        return calls.check(target);
    }

    @Override
    public boolean offers(Isolation isolation) {
        return true;
    }

    @Override
    public boolean hasRoom() {
        return calls.hasRoom();
    }

    @Override
    public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
        return calls.call(target, call, done);
    }
}
