package dev.taskhost.script.js;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.StopSignal;
import dev.taskhost.script.worker.Target;
import dev.taskhost.script.worker.Trouble;
import dev.taskhost.script.worker.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** One JavaScript interpreter; what happens inside is in driver.js. Threads as {@link Guest} says. */
final class JsGuest implements Guest {
    private static final int FIXED_ARGUMENTS = 10;
    private static final String PENDING = "P";
    private static final long CHECKING = 0;

    /** A syntax error in the first line of a CommonJS file: the place, the line, the caret under it. */
    private static final Pattern WRAPPED =
            Pattern.compile("(:1:)(\\d+)( [^\\n]*\\n)" + Pattern.quote(JsFiles.OPENING) + "([^\\n]*\\n)( *)(?=\\^)");

    /** A script that is only loaded may ask the host for something; answers to that are looked for so often. */
    private static final double LOOK_MILLIS = 20;

    private final Context context;
    private final JsFiles files;
    private final Places places;
    private final Waiting waiting;
    private final Value call;
    private final Value check;
    private final Value state;
    private final Value next;
    private final Value due;
    private final Value tick;
    private final Value over;
    private final Value stuck;
    private final Value drop;
    /** The functions of those that wait, for the traceback of a stop. */
    private final Map<Long, String> names = new HashMap<>();

    private boolean used;

    JsGuest(Context context, JsFiles files, Waiting waiting, Value driver) {
        this.context = context;
        this.files = files;
        this.places = new Places(files);
        this.waiting = waiting;
        this.call = driver.getMember("call");
        this.check = driver.getMember("check");
        this.state = driver.getMember("state");
        this.next = driver.getMember("next");
        this.due = driver.getMember("due");
        this.tick = driver.getMember("tick");
        this.over = driver.getMember("over");
        this.stuck = driver.getMember("stuck");
        this.drop = driver.getMember("drop");
    }

    @Override
    public Optional<BodyResult> call(long id, Target target, BodyCall body) {
        used = true;
        List<String> args = body.args();
        Object[] all = new Object[FIXED_ARGUMENTS + args.size()];
        name(id, target, all);
        all[6] = body.taskKey();
        all[7] = body.executionId();
        all[8] = body.traceId();
        all[9] = body.kwargs().isEmpty() ? "" : Json.write(body.kwargs());
        for (int i = 0; i < args.size(); i++) {
            all[FIXED_ARGUMENTS + i] = args.get(i);
        }
        Optional<BodyResult> result = begin(call, all);
        if (result.isEmpty()) {
            names.put(id, target.function());
        }
        return result;
    }

    private void name(long id, Target target, Object[] arguments) {
        Script script = target.script();
        arguments[0] = id;
        arguments[1] = script.file().toString();
        arguments[2] = script.module();
        arguments[3] = files.root().getFileName() + "/" + script.path();
        arguments[4] = target.function();
        arguments[5] = script.stem();
    }

    /** Microtasks run whenever the interpreter is left, so `state` is asked in an entry of its own. */
    private Optional<BodyResult> begin(Value function, Object[] arguments) {
        try {
            function.executeVoid(arguments);
            String answer = state.execute().asString();
            if (!answer.equals(PENDING)) {
                return Optional.of(Answer.of(shown(answer)));
            }
            if (next.execute().asDouble() >= 0) {
                return Optional.empty();
            }
            stuck.executeVoid();
            return Optional.of(Answer.of(shown(ended((long) arguments[0]))));
        } catch (PolyglotException e) {
            waiting.stepping(0);
            String frames = Trouble.frames(e, JsGuests.DRIVER);
            return Optional.of(Trouble.of(
                    e, frames.isEmpty() ? "  in " + arguments[4] + " (" + arguments[3] + ")" : shown(frames)));
        }
    }

    /** Tells of those that have ended; answers what became of this one. */
    private String ended(long wanted) {
        String answer = "";
        for (String text = over.execute().asString();
                !text.isEmpty();
                text = over.execute().asString()) {
            int space = text.indexOf(' ');
            long id = Long.parseLong(text.substring(0, space));
            if (id == wanted) {
                answer = text.substring(space + 1);
            } else {
                names.remove(id);
                waiting.ended(id, Answer.of(shown(text.substring(space + 1))));
            }
        }
        return answer;
    }

    @Override
    public void turn() {
        while (!names.isEmpty()) {
            double wait = next.execute().asDouble();
            if (wait < 0) {
                stuck.executeVoid();
            } else if (waiting.await(Duration.ofNanos((long) (wait * 1e6)))) {
                return;
            } else {
                step();
            }
            ended(-1);
        }
    }

    private void step() {
        long id = due.execute().asLong();
        if (id < 0) {
            return;
        }
        waiting.stepping(id);
        tick.executeVoid();
        waiting.stepping(0);
    }

    @Override
    public void cancel(long id, boolean hard) {
        String name = names.remove(id);
        if (name != null) {
            drop.executeVoid(id);
            waiting.ended(id, Trouble.stopped("  in " + name + ", waiting for a promise"));
        }
    }

    @Override
    public BodyResult recover(long id, RuntimeException thrown) {
        String name = names.remove(id);
        drop.executeVoid(id);
        String frames = thrown instanceof PolyglotException e ? Trouble.frames(e, JsGuests.DRIVER) : "";
        return Trouble.stopped(frames.isEmpty() ? "  in " + name : shown(frames));
    }

    @Override
    public BodyResult check(Target target, StopSignal stop) {
        used = true;
        Object[] all = new Object[6];
        name(CHECKING, target, all);
        Optional<BodyResult> result = begin(check, all);
        while (result.isEmpty()) {
            double wait = next.execute().asDouble();
            if (wait < 0) {
                stuck.executeVoid();
            } else if (stop.await(Duration.ofNanos((long) (Math.min(wait, LOOK_MILLIS) * 1e6)))) {
                drop.executeVoid(CHECKING);
                return Trouble.stopped("  in " + all[4] + ", waiting for a promise");
            } else {
                tick.executeVoid();
            }
            String answer = ended(CHECKING);
            result = answer.isEmpty() ? Optional.empty() : Optional.of(Answer.of(shown(answer)));
        }
        return result.get();
    }

    /** The language has none of its own. */
    @Override
    public long ofThread() {
        return 0;
    }

    @Override
    public boolean follow(Generation later) {
        return files.follow(later);
    }

    @Override
    public boolean couldFollow(Generation later) {
        return files.couldFollow(later);
    }

    @Override
    public boolean isUsed() {
        return used;
    }

    /** The language has none. */
    @Override
    public Threads threads() {
        return Threads.NONE;
    }

    @Override
    public boolean endThreads(Duration most) {
        return true;
    }

    /** JavaScript's first thousand take no longer than the next. */
    @Override
    public void rehearse() {}

    @Override
    public BodyResult parse(Script script) {
        Path file = script.file();
        try {
            context.parse(files.glance(script));
            return new BodyResult.Returned(null, null);
        } catch (PolyglotException e) {
            RuntimeException error = script.module() ? e : files.syntaxError(context, file, e);
            return e.isSyntaxError() ? new BodyResult.Failed(at(script, error)) : Trouble.of(e, "");
        } catch (IllegalArgumentException e) {
            return new BodyResult.Failed(shown(String.valueOf(e.getMessage())));
        }
    }

    private String at(Script script, RuntimeException e) {
        return files.root().getFileName() + "/" + script.path() + " does not parse:\n"
                + shown(String.valueOf(e.getMessage())).strip();
    }

    /** Places as the user knows them: {@code scripts/interval/a.ts:3:1}; and nothing of what is put around CommonJS. */
    private String shown(String text) {
        String named =
                places.original(text).replace(files.root() + "/", files.root().getFileName() + "/");
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

    /** The language has none. */
    @Override
    public void closeFiles() {}

    @Override
    public void close() {
        context.close(true);
    }
}
