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
record ScriptBody(Target target, Calls calls, Cpython cpython, boolean restricted) implements Body {
    private static final String UNCONFINED =
            "extra.isolation is \"cpython\", but [scripts] access is \"restricted\" in common.toml,"
                    + " and a process of CPython cannot be confined. Leave isolation out, or set access = \"trusted\".";

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public CompletableFuture<String> check(Isolation isolation) {
        if (isolation != Isolation.CPYTHON) {
            return calls.check(target);
        }
        return restricted ? CompletableFuture.completedFuture(UNCONFINED) : cpython.check(target);
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
        if (call.isolation() != Isolation.CPYTHON) {
            return calls.call(target, call, done);
        }
        return restricted ? refuse(done) : cpython.call(target, call, done);
    }

    private static RunningBody refuse(Consumer<BodyResult> done) {
        Thread.startVirtualThread(() -> done.accept(new BodyResult.NotCallable(UNCONFINED)));
        return () -> {};
    }
}
