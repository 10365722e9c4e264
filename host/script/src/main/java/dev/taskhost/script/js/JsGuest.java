package dev.taskhost.script.js;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.StopSignal;
import dev.taskhost.script.worker.Target;
import dev.taskhost.script.worker.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** One JavaScript interpreter; what happens inside is in driver.js. Threads as {@link Guest} says. */
final class JsGuest implements Guest {
    private static final int FIXED_ARGUMENTS = 9;
    private static final String PENDING = "P";
    /** A syntax error in the first line of a CommonJS file: the place, the line, the caret under it. */
    private static final Pattern WRAPPED =
            Pattern.compile("(:1:)(\\d+)( [^\\n]*\\n)" + Pattern.quote(JsFiles.OPENING) + "([^\\n]*\\n)( *)(?=\\^)");

    private final Context context;
    private final JsFiles files;
    private final Value call;
    private final Value check;
    private final Value next;
    private final Value tick;
    private final Value state;

    JsGuest(Context context, JsFiles files, Value driver) {
        this.context = context;
        this.files = files;
        this.call = driver.getMember("call");
        this.check = driver.getMember("check");
        this.next = driver.getMember("next");
        this.tick = driver.getMember("tick");
        this.state = driver.getMember("state");
    }

    @Override
    public BodyResult call(Target target, BodyCall body, StopSignal stop) {
        List<String> args = body.args();
        Object[] all = new Object[FIXED_ARGUMENTS + args.size()];
        name(target, all);
        all[5] = body.taskKey();
        all[6] = body.executionId();
        all[7] = body.traceId();
        all[8] = body.kwargs().isEmpty() ? "" : Json.write(body.kwargs());
        for (int i = 0; i < args.size(); i++) {
            all[FIXED_ARGUMENTS + i] = args.get(i);
        }
        return settle(call, all, stop);
    }

    @Override
    public BodyResult check(Target target, StopSignal stop) {
        Object[] all = new Object[5];
        name(target, all);
        return settle(check, all, stop);
    }

    private void name(Target target, Object[] arguments) {
        Script script = target.script();
        arguments[0] = script.file().toString();
        arguments[1] = script.module();
        arguments[2] = files.root().getFileName() + "/" + script.path();
        arguments[3] = target.function();
        arguments[4] = script.stem();
    }

    /** Calls, and keeps timers going until the promise settles. Microtasks run whenever the interpreter is left. */
    private BodyResult settle(Value function, Object[] arguments, StopSignal stop) {
        try {
            function.executeVoid(arguments);
            String answer = state.execute().asString();
            while (answer.equals(PENDING)) {
                double wait = next.execute().asDouble();
                if (wait < 0) {
                    return new BodyResult.Failed(
                            "The returned promise never settles: no timer is left that could settle it.");
                }
                if (stop.await(Duration.ofNanos((long) (wait * 1e6)))) {
                    return Trouble.stopped("  in " + arguments[3] + ", waiting for a promise");
                }
                tick.executeVoid();
                answer = state.execute().asString();
            }
            return Answer.of(shown(answer));
        } catch (PolyglotException e) {
            String frames = Trouble.frames(e, JsGuests.DRIVER);
            return Trouble.of(e, frames.isEmpty() ? "  in " + arguments[3] + " (" + arguments[2] + ")" : shown(frames));
        }
    }

    @Override
    public BodyResult parse(Script script) {
        try {
            Path file = script.file();
            context.parse(script.module() ? files.module(file) : files.commonJs(file));
            return new BodyResult.Returned(null, null);
        } catch (PolyglotException e) {
            return e.isSyntaxError() ? new BodyResult.Failed(at(script, e)) : Trouble.of(e, "");
        } catch (IllegalArgumentException e) {
            return new BodyResult.Failed(shown(String.valueOf(e.getMessage())));
        }
    }

    private String at(Script script, PolyglotException e) {
        return files.root().getFileName() + "/" + script.path() + " does not parse:\n"
                + shown(String.valueOf(e.getMessage())).strip();
    }

    /** File names as the user knows them: {@code scripts/interval/a.js}; and nothing of what is put around CommonJS. */
    private String shown(String text) {
        String named = text.replace(files.root() + "/", files.root().getFileName() + "/");
        Matcher first = WRAPPED.matcher(named);
        if (!first.find()) {
            return named;
        }
        int shift = JsFiles.OPENING.length();
        int column = Math.max(0, Integer.parseInt(first.group(2)) - shift);
        String caret = first.group(5).substring(Math.min(shift, first.group(5).length()));
        return named.substring(0, first.start())
                + first.group(1)
                + column
                + first.group(3)
                + first.group(4)
                + caret
                + named.substring(first.end());
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
