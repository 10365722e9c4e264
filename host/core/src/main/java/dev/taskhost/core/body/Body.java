package dev.taskhost.core.body;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A function or class that a row's {@code execute_func} means. Thread-safe. */
public interface Body {
    /** The one unmistakable name, as a row could write it: {@code interval/test_interval.py:test_interval}, {@code hello:HelloTask}. */
    String name();

    /**
     * Loads what is needed for a call without calling: the file is parsed and run, the function found and callable.
     * Returns at once.
     *
     * @param isolation where it is going to be called, which it {@link #offers}
     * @return completes with an empty string when the body can be called, otherwise with the reason, for the person who
     *     wrote the row. Never completes exceptionally.
     */
    CompletableFuture<String> check(Isolation isolation);

    /** Whether it can be called so. */
    boolean offers(Isolation isolation);

    /** Whether such a call would begin at once, or nearly so: a worker is free. A hint, for spreading load over hosts. */
    boolean hasRoom(Isolation isolation);

    /**
     * Queues a call. Returns at once.
     *
     * @param done is called exactly once, on a thread of the runtime, and must not block
     */
    RunningBody start(BodyCall call, Consumer<BodyResult> done);
}
