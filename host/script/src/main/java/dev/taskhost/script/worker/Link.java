package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.service.Lent;
import java.time.Duration;
import java.util.Optional;
import org.graalvm.polyglot.io.ProcessHandler;
import org.slf4j.event.Level;

/** What a language's interpreter is given of its worker. As {@link Waiting} says. */
record Link(Interpreter interpreter, Bell bell, Output output) implements Waiting {
    @Override
    public boolean await(Duration time) {
        return bell.await(time);
    }

    @Override
    public boolean awaitWanted(Duration time) {
        return bell.awaitRing(time);
    }

    @Override
    public void wake() {
        bell.wake();
    }

    @Override
    public void stepping(long id) {
        interpreter.stepping(id);
    }

    @Override
    public void ended(long id, BodyResult result) {
        interpreter.ended(id, result);
    }

    @Override
    public void printed(long id, boolean error, String text) {
        output.printed(id, error, text);
    }

    @Override
    public void logged(long id, Level level, String text) {
        output.logged(id, level, text);
    }

    @Override
    public void arrived() {
        bell.arrive();
    }

    @Override
    public Optional<Lent> lent(long id) {
        return find(id).map(Work::lent);
    }

    @Override
    public boolean isStopping(long id) {
        return find(id).map(Work::isStopping).orElse(true);
    }

    private Optional<Work> find(long id) {
        return interpreter.present().find(id == 0 ? interpreter.stage().id() : id);
    }

    @Override
    public ProcessHandler processes() {
        return interpreter.children();
    }
}
