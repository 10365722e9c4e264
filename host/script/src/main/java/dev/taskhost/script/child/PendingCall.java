package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import dev.taskhost.script.service.Lent;
import dev.taskhost.script.worker.Delivery;
import dev.taskhost.script.worker.LogTag;
import dev.taskhost.script.worker.Mark;
import java.net.ProtocolException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thing for a process to do, from the queue to its result, which is delivered exactly once. Thread-safe. */
final class PendingCall implements RunningBody {
    private enum State {
        QUEUED,
        RUNNING,
        STOPPING,
        ENDED
    }

    /** Counted down, so that no mark is that of a body in this process's own interpreters. */
    private static final AtomicLong IDS = new AtomicLong();

    private static final int MOST_TRIES = 3;

    private final ChildPool pool;
    private final Request request;
    private final Delivery delivery;
    private final Answering answering;
    private final long id = IDS.decrementAndGet();
    private final long queuedAt = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final CompletableFuture<Stood> stood = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable Child child;
    private volatile String generation = "";
    /** Of the thread that has it. */
    private int tries;

    /**
     * What the process answered when it was asked to stop.
     *
     * @param lines of a traceback; empty when it is not known
     * @param cancelled whether the body was a coroutine that was cancelled, and may end by itself
     */
    record Stood(String lines, boolean cancelled) {
        static final Stood UNKNOWN = new Stood("", false);
    }

    /** @param services what the host lends to it */
    PendingCall(ChildPool pool, Request request, Consumer<BodyResult> done, Services services) {
        this.pool = pool;
        this.request = request;
        this.delivery = new Delivery(request.tag(), done);
        this.answering = new Answering(new Lent(services, request.borrower()));
    }

    long id() {
        return id;
    }

    /** Unlike the mark of any body in this JVM. */
    static Mark newMark() {
        return new Mark(IDS.decrementAndGet());
    }

    Request request() {
        return request;
    }

    /** What it runs on, if it begins now. */
    Program program() {
        return request.program().get();
    }

    LogTag tag() {
        return request.tag();
    }

    /** In the environment of all that it starts. */
    Mark mark() {
        return new Mark(id);
    }

    /** Lower goes first. */
    long rank() {
        return BodyCall.rank(queuedAt, request.priority());
    }

    /** By {@link System#nanoTime}. */
    long queuedAt() {
        return queuedAt;
    }

    /**
     * The process that is at it asks for something. Returns at once.
     *
     * @throws ProtocolException when it must not go on like that
     */
    void asked(Ask ask, Child from) throws ProtocolException {
        answering.take(ask, ask.call() == id, from::tell);
    }

    CompletableFuture<Stood> stood() {
        return stood;
    }

    /** Completes when the process has answered or ended. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    @Override
    public void stop() {
        if (state.compareAndSet(State.QUEUED, State.ENDED)) {
            pool.forget(this);
            deliverAside(new BodyResult.Stopped("It was waiting for a worker and never started."));
        } else if (state.compareAndSet(State.RUNNING, State.STOPPING)) {
            Child by = child;
            if (by != null) {
                Thread.ofVirtual().name("script-child-stop").start(() -> Stopping.stop(this, by));
            }
        }
    }

    @Override
    public String generation() {
        return generation;
    }

    /** Takes it out of the queue; false when it was stopped meanwhile. */
    boolean begin(Child by) {
        child = by;
        if (!state.compareAndSet(State.QUEUED, State.RUNNING)) {
            return false;
        }
        Program now = program();
        generation = (Places.same(now, by.program()) ? now : by.program()).generationLabel();
        return true;
    }

    /** It was not begun after all; false when it was asked to stop meanwhile, or this has happened too often. */
    boolean again() {
        return ++tries < MOST_TRIES && state.compareAndSet(State.RUNNING, State.QUEUED);
    }

    /** It never begins. */
    boolean drop() {
        return state.compareAndSet(State.QUEUED, State.ENDED);
    }

    /** Ends it; answers whether it was asked to stop before. */
    boolean end() {
        ended.complete(null);
        return state.getAndSet(State.ENDED) == State.STOPPING;
    }

    boolean isEnded() {
        return state.get() == State.ENDED;
    }

    /** Hands the result over on a thread that may be used for that. */
    void deliverAside(BodyResult result) {
        Thread.ofVirtual().name("script-child-deliver").start(() -> {
            var _ = deliver(result);
        });
    }

    /**
     * Hands the result over, unless that has happened; once what it had borrowed is back, so that nobody meets its locks.
     *
     * @return completes after that
     */
    CompletableFuture<@Nullable Void> deliver(BodyResult result) {
        return answering.end().thenRun(() -> delivery.deliver(result));
    }
}
