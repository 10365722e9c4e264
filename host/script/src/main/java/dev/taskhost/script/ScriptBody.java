package dev.taskhost.script;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.cpython.Cpython;
import dev.taskhost.script.worker.Calls;
import dev.taskhost.script.worker.Target;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A function of a script, as the port wants it. Thread-safe. */
record ScriptBody(Target target, Calls calls, Cpython cpython) implements Body {
    @Override
    public String name() {
        return target.name();
    }

    @Override
    public CompletableFuture<String> check(Isolation isolation) {
        return isolation == Isolation.CPYTHON ? cpython.check(target) : calls.check(target);
    }

    @Override
    public boolean offers(Isolation isolation) {
        return isolation != Isolation.CPYTHON || target.script().language() == Language.PYTHON;
    }

    @Override
    public boolean hasRoom(Isolation isolation) {
        return isolation == Isolation.CPYTHON ? cpython.hasRoom() : calls.hasRoom();
    }

    @Override
    public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
        return call.isolation() == Isolation.CPYTHON
                ? cpython.call(target, call, done)
                : calls.call(target, call, done);
    }
}
