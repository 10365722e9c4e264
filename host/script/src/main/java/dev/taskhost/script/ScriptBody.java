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
    @Override
    public String name() {
        return target.name();
    }

    @Override
    public CompletableFuture<String> check(Isolation isolation) {
        if (isUnconfined(isolation)) {
            return CompletableFuture.completedFuture(unconfined(isolation));
        }
        return isolation == Isolation.CPYTHON ? cpython.check(target) : calls.check(target);
    }

    private boolean isUnconfined(Isolation isolation) {
        return restricted && (isolation == Isolation.CPYTHON || isolation == Isolation.PROCESS);
    }

    private static String unconfined(Isolation isolation) {
        return "extra.isolation is \"" + isolation.word()
                + "\", but [scripts] access is \"restricted\" in common.toml, and a process beside the host is not confined."
                + " Leave isolation out, or set access = \"trusted\".";
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
        if (isUnconfined(call.isolation())) {
            Thread.startVirtualThread(() -> done.accept(new BodyResult.NotCallable(unconfined(call.isolation()))));
            return () -> {};
        }
        return call.isolation() == Isolation.CPYTHON
                ? cpython.call(target, call, done)
                : calls.call(target, call, done);
    }
}
