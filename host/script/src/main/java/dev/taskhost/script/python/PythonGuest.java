package dev.taskhost.script.python;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.StopSignal;
import dev.taskhost.script.worker.Target;
import dev.taskhost.script.worker.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** One Python interpreter; what happens inside is in driver.py. Threads as {@link Guest} says. */
final class PythonGuest implements Guest {
    private static final int FIXED_ARGUMENTS = 7;
    private static final int MOST_INTERRUPTS = 20;

    private final Context context;
    private final Path root;
    private final Value call;
    private final Value check;
    private final Value parse;
    private final Value where;

    PythonGuest(Context context, Path root, Value driver) {
        this.context = context;
        this.root = root;
        this.call = driver.getArrayElement(0);
        this.check = driver.getArrayElement(1);
        this.parse = driver.getArrayElement(2);
        this.where = driver.getArrayElement(3);
    }

    @Override
    public BodyResult call(Target target, BodyCall body, StopSignal stop) {
        List<String> args = body.args();
        Object[] all = new Object[FIXED_ARGUMENTS + args.size()];
        all[0] = target.script().path();
        all[1] = target.script().asyncio();
        all[2] = target.function();
        all[3] = body.taskKey();
        all[4] = body.executionId();
        all[5] = body.traceId();
        all[6] = body.kwargs().isEmpty() ? "" : Json.write(body.kwargs());
        for (int i = 0; i < args.size(); i++) {
            all[FIXED_ARGUMENTS + i] = args.get(i);
        }
        return answer(target, stop, call, all);
    }

    @Override
    public BodyResult check(Target target, StopSignal stop) {
        Script script = target.script();
        return answer(target, stop, check, script.path(), script.asyncio(), target.function());
    }

    @Override
    public BodyResult parse(Script script) {
        try {
            return answer(
                    new Target(script, "<module>"),
                    new StopSignal(),
                    parse,
                    script.path(),
                    Files.readString(script.file()));
        } catch (IOException e) {
            return new BodyResult.Failed(shown(script.file().toString()) + ": cannot be read as UTF-8 (" + e + ")");
        }
    }

    private BodyResult answer(Target target, StopSignal stop, Value function, Object... arguments) {
        try {
            return Answer.of(shown(function.execute(arguments).asString()));
        } catch (PolyglotException e) {
            stop.obeyed();
            return Trouble.of(e, shown(standing(target, e)));
        }
    }

    /** A suspended coroutine knows its lines; of a plain function the interpreter's own frames tell, if anything. */
    private String standing(Target target, PolyglotException e) {
        String lines = e.isInterrupted() ? suspended() : "";
        lines = lines.isEmpty() ? Trouble.frames(e, PythonGuests.DRIVER) : lines;
        return lines.isEmpty()
                ? "  File \"" + root + "/" + target.script().path() + "\", in " + target.function()
                : lines;
    }

    private String suspended() {
        for (int i = 0; i < MOST_INTERRUPTS; i++) {
            try {
                return where.execute().asString();
            } catch (PolyglotException interruptedAgain) {
                // One that was on its way when the body left; each is over within milliseconds.
            }
        }
        return "";
    }

    /** File names as the user knows them: {@code scripts/interval/a.py}. */
    private String shown(String text) {
        return text.replace("\"" + root + "/", "\"" + root.getFileName() + "/");
    }

    @Override
    public void interrupt(Duration wait) throws TimeoutException {
        context.interrupt(wait);
    }

    @Override
    public void close() {
        context.close(true);
    }
}
