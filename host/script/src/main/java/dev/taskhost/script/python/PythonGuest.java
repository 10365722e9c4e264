package dev.taskhost.script.python;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.files.GenerationView;
import dev.taskhost.script.worker.Answer;
import dev.taskhost.script.worker.Guest;
import dev.taskhost.script.worker.StopSignal;
import dev.taskhost.script.worker.Target;
import dev.taskhost.script.worker.Trouble;
import dev.taskhost.script.worker.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** One Python interpreter; what happens inside is in driver.py. Threads as {@link Guest} says. */
final class PythonGuest implements Guest {
    private static final int FIXED_ARGUMENTS = 8;
    private static final int ROUNDS = 20;
    private static final int MOST_INTERRUPTS = 20;
    private static final String WAITS = "P";
    private static final Pattern HOME = Pattern.compile("\"[^\"\n]*/python-home/[0-9a-f]+/lib/");
    private static final Pattern PACKAGES = Pattern.compile("\"[^\"\n]*/[0-9a-f]{16}/site-packages/");

    private final Context context;
    private final Path root;
    private final GenerationView view;
    private final PythonHost host;
    private final Waiting waiting;
    private final Value call;
    private final Value check;
    private final Value parse;
    private final Value turn;
    private final Value cancel;
    private final Value recover;
    private final Value rehearse;
    private final Value threads;
    private final Value threadsEnded;
    private final Value closeFiles;
    private final Value ofThread;
    /** Of those that wait, for the traceback of a stop. */
    private final Map<Long, Target> targets;

    private boolean used;

    PythonGuest(
            Context context,
            Path root,
            GenerationView view,
            PythonHost host,
            Waiting waiting,
            Map<Long, Target> targets,
            Value driver) {
        this.view = view;
        this.targets = targets;
        this.context = context;
        this.root = root;
        this.host = host;
        this.waiting = waiting;
        this.call = driver.getArrayElement(0);
        this.check = driver.getArrayElement(1);
        this.parse = driver.getArrayElement(2);
        this.turn = driver.getArrayElement(3);
        this.cancel = driver.getArrayElement(4);
        this.recover = driver.getArrayElement(5);
        this.rehearse = driver.getArrayElement(6);
        this.threads = driver.getArrayElement(7);
        this.threadsEnded = driver.getArrayElement(8);
        this.closeFiles = driver.getArrayElement(9);
        this.ofThread = driver.getArrayElement(10);
    }

    @Override
    public Optional<BodyResult> call(long id, Target target, BodyCall body) {
        used = true;
        List<String> args = body.args();
        Object[] all = new Object[FIXED_ARGUMENTS + args.size()];
        all[0] = id;
        all[1] = target.script().path();
        all[2] = target.script().asyncio();
        all[3] = target.function();
        all[4] = body.taskKey();
        all[5] = body.executionId();
        all[6] = body.traceId();
        all[7] = body.kwargs().isEmpty() ? "" : Json.write(body.kwargs());
        for (int i = 0; i < args.size(); i++) {
            all[FIXED_ARGUMENTS + i] = args.get(i);
        }
        Optional<BodyResult> result = answer(id, target, call, all);
        if (result.isEmpty()) {
            targets.put(id, target);
        }
        return result;
    }

    @Override
    public void turn() {
        turn.executeVoid();
    }

    @Override
    public void cancel(long id, boolean hard) {
        cancel.executeVoid(id, hard);
    }

    @Override
    public BodyResult recover(long id, RuntimeException thrown) {
        Target target = targets.remove(id);
        return Trouble.stopped(
                target != null && thrown instanceof PolyglotException e ? shown(root, standing(id, target, e)) : "");
    }

    private String suspended(long id) {
        for (int i = 0; i < MOST_INTERRUPTS; i++) {
            try {
                return recover.execute(id).asString();
            } catch (PolyglotException interruptedAgain) {
                // One that was on its way when the body left; each is over within milliseconds.
            }
        }
        return "";
    }

    @Override
    public BodyResult check(Target target, StopSignal stop) {
        used = true;
        Script script = target.script();
        return answer(0, target, check, script.path(), script.asyncio(), target.function())
                .orElseThrow();
    }

    @Override
    public BodyResult parse(Script script) {
        try {
            return answer(
                            0,
                            new Target(script, "<module>", 0),
                            parse,
                            script.path(),
                            Files.readString(view.glance(script.file())))
                    .orElseThrow();
        } catch (IOException e) {
            return new BodyResult.Failed(
                    shown(root, script.file().toString()) + ": cannot be read as UTF-8 (" + e + ")");
        }
    }

    @Override
    public long ofThread() {
        try {
            return ofThread.execute().asLong();
        } catch (PolyglotException | IllegalStateException ending) {
            return 0; // interrupted or closed: it works for nobody any more
        }
    }

    @Override
    public boolean follow(Generation later) {
        return view.follow(later);
    }

    @Override
    public boolean couldFollow(Generation later) {
        return view.couldFollow(later);
    }

    @Override
    public boolean isUsed() {
        return used;
    }

    @Override
    public Threads threads() {
        return switch (threads.execute().asString()) {
            case "N" -> Threads.NONE;
            case "S" -> Threads.OF_STOPPED;
            default -> Threads.OF_OTHERS;
        };
    }

    @Override
    public boolean endThreads(Duration most) {
        try {
            context.interrupt(most);
        } catch (TimeoutException stillAtWork) {
            return false;
        }
        threadsEnded.executeVoid();
        return true;
    }

    @Override
    public void rehearse() {
        try {
            rehearse.executeVoid(ROUNDS);
        } catch (PolyglotException e) {
            if (!e.isInterrupted() && !e.isCancelled()) { // the host may end at any time
                throw e;
            }
        }
    }

    private Optional<BodyResult> answer(long id, Target target, Value function, Object... arguments) {
        try {
            String answer = function.execute(arguments).asString();
            return answer.equals(WAITS) ? Optional.empty() : Optional.of(Answer.of(shown(root, answer)));
        } catch (PolyglotException e) {
            waiting.stepping(0); // it is out: another interrupt would only hit what tells where it stood
            return Optional.of(Trouble.of(e, shown(root, standing(id, target, e))));
        }
    }

    /** A suspended coroutine knows its lines; of a plain function the interpreter's own frames tell, if anything. */
    private String standing(long id, Target target, PolyglotException e) {
        String lines = e.isInterrupted() ? suspended(id) : "";
        lines = lines.isEmpty() ? Trouble.frames(e, PythonGuests.DRIVER) : lines;
        if (lines.contains(root + "/")) {
            return lines;
        }
        // The interrupt came when the interpreter was on its way in or out.
        String place = "  File \"" + root + "/" + target.script().path() + "\", in " + target.function();
        return lines.isEmpty() ? place : place + "\n" + lines;
    }

    /** File names as the user knows them: {@code scripts/interval/a.py}, {@code lib/python3.12/asyncio/tasks.py}. */
    static String shown(Path root, String text) {
        String named = text.replace("\"" + root + "/", "\"" + root.getFileName() + "/");
        if (named.contains("/site-packages/")) {
            named = PACKAGES.matcher(named).replaceAll("\"site-packages/");
        }
        return named.contains("/python-home/") ? HOME.matcher(named).replaceAll("\"lib/") : named;
    }

    @Override
    public void interrupt(Duration wait) throws TimeoutException {
        context.interrupt(wait);
    }

    @Override
    public void closeFiles() {
        for (int i = 0; i < MOST_INTERRUPTS; i++) {
            try {
                closeFiles.executeVoid();
                return;
            } catch (PolyglotException e) {
                if (!e.isInterrupted()) { // else it was one that was on its way to a body
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        host.close();
        context.close(true);
    }
}
