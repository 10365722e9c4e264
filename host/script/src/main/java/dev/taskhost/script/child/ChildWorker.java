package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodyThreads;
import dev.taskhost.script.child.PendingCall.Stood;
import dev.taskhost.script.worker.Trouble;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread with one process, which does one call after the other and ends with it. */
final class ChildWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildWorker.class);

    /** One that is not ready by then never will be. */
    private static final Duration MOST_START = Duration.ofSeconds(60);

    private final ChildPool pool;
    private final Program program;
    private final ScheduledExecutorService clock;
    private final Thread thread;
    private volatile @Nullable Child child;
    private volatile boolean ready;
    private volatile boolean unwanted;

    ChildWorker(ChildPool pool, String name, Program program, ScheduledExecutorService clock) {
        this.pool = pool;
        this.program = program;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
        this.thread.setUncaughtExceptionHandler(BodyThreads::ofHost);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    Program program() {
        return program;
    }

    /** The host ends: what is still starting does not go on with that. */
    void abort() {
        unwanted = true;
        Child starting = child;
        if (starting != null && !ready) {
            starting.kill();
        }
    }

    @Override
    public void run() {
        try {
            Child opened = open();
            if (serveAll(opened)) {
                opened.retire();
            } else {
                opened.end();
            }
            opened.clean();
        } catch (StartFailedException e) {
            if (!unwanted) {
                LOG.warn("{}", e.getMessage());
            }
            pool.failNext(program, new BodyResult.NotCallable(String.valueOf(e.getMessage())));
        } finally {
            pool.left(this);
        }
    }

    private Child open() throws StartFailedException {
        Child opened = Child.start(program, thread.getName());
        child = opened;
        ScheduledFuture<?> late = clock.schedule(opened::kill, MOST_START.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (unwanted) {
                opened.kill();
            }
            opened.ready();
            ready = true;
            return opened;
        } catch (StartFailedException e) {
            opened.end();
            opened.clean();
            throw e;
        } finally {
            late.cancel(false);
        }
    }

    /** Answers whether the process is well when nothing more is to be done. */
    private boolean serveAll(Child by) {
        PendingCall next = pool.take(this);
        while (next != null) {
            if (next.begin(by) && !serve(by, next)) {
                return false;
            }
            next = pool.take(this);
        }
        return true;
    }

    /** Answers whether the process can be used again. */
    private boolean serve(Child by, PendingCall call) {
        Child.Streams output = by.begin(call.tag(), call.mark());
        try {
            by.write(call.request().frame(call.id(), call.mark()));
        } catch (IOException e) {
            LOG.debug("A process has ended while it was free: {}", e.toString());
            by.end();
            pool.again(call); // what was not written whole was not begun
            return false;
        }
        Duration most = call.request().most();
        ScheduledFuture<?> limit =
                most == null ? null : clock.schedule(call::stop, most.toMillis(), TimeUnit.MILLISECONDS);
        BodyResult result;
        boolean well;
        try {
            result = program.result(answer(by, call));
            output.await();
            well = !call.end();
            if (well) {
                by.rest();
            } else {
                by.end();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The process of {} does not answer.", call.tag().logger().getName(), e);
            result = died(by, call, by.end(), e);
            output.await();
            well = false;
        }
        if (limit != null) {
            limit.cancel(false);
        }
        pool.free(this, well);
        call.deliver(result)
                .join(); // whoever closes the pool waits for this thread, and closes what was lent after that
        return well;
    }

    private String answer(Child by, PendingCall call) throws IOException {
        while (true) {
            Map<String, @Nullable Object> said = by.read();
            String kind = String.valueOf(said.get("kind"));
            Object text = said.get("text");
            if (kind.equals("stood")) {
                call.stood()
                        .complete(new Stood(
                                String.valueOf(said.get("lines")), Boolean.TRUE.equals(said.get("cancelled"))));
            } else if (kind.equals("answer") && text instanceof String answer && !answer.isEmpty()) {
                return answer;
            } else if (kind.equals("log") && said.get("record") instanceof Map<?, ?> record) {
                log(record);
            } else if (kind.equals("ask")) {
                call.asked(Ask.read(said), by);
            } else {
                throw new ProtocolException("a frame that is not expected: " + kind);
            }
        }
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are texts
    private void log(Map<?, ?> record) {
        program.log().write((Map<String, @Nullable Object>) record);
    }

    private BodyResult died(Child by, PendingCall call, int exit, Exception why) {
        boolean stopped = call.end();
        String stood = call.stood().getNow(Stood.UNKNOWN).lines();
        String frames = program.shown(stood.isEmpty() ? by.dumped() : stood);
        if (stopped) {
            return Trouble.stopped(frames.isEmpty() ? call.request().place() : frames);
        }
        String how = "The " + program.noun() + " "
                + (why instanceof ProtocolException || why instanceof RuntimeException
                        ? "was killed: something in it has disturbed its connection to the host (" + why.getMessage()
                                + ")"
                        : by.death(exit))
                + ". It was at this call; the next one gets a new process.";
        return new BodyResult.Failed(
                frames.isEmpty() ? how : "Traceback (most recent call last):\n" + frames + "\n" + how);
    }
}
