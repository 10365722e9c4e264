package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What each call in one interpreter has allocated: what its worker's thread allocates while the call is on. Threads that the
 * calls have started are nobody's in particular, and count for all. An estimate: looked at while the worker goes on. Thread-safe;
 * only the worker's thread changes it.
 */
final class Allocations {
    private final BodyThreads threads;
    private final Thread worker;
    private final Map<Long, AtomicLong> steps = new ConcurrentHashMap<>(); // of the steps that are over, by call
    private volatile long on;
    private volatile long since;

    Allocations(BodyThreads threads, Thread worker) {
        this.threads = threads;
        this.worker = worker;
    }

    /** A call has begun. */
    void begin(long id) {
        steps.put(id, new AtomicLong());
    }

    /** This one is on from now; 0 for none. */
    void enter(long id) {
        long now = BodyThreads.allocatedBytes(worker);
        AtomicLong before = steps.get(on);
        if (before != null) {
            before.addAndGet(now - since);
        }
        since = now;
        on = id;
    }

    /** A call has ended. */
    void end(long id) {
        steps.remove(id);
    }

    /** What it has allocated so far; 0 when it is not in this interpreter. */
    long of(long id) {
        AtomicLong over = steps.get(id);
        if (over == null) {
            return 0;
        }
        long step = on == id ? Math.max(0, BodyThreads.allocatedBytes(worker) - since) : 0;
        return over.get() + step + threads.allocatedBytesBeside(worker);
    }
}
