package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.catalog.Generation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the interpreter that a worker has open, if it has, and knows of which generation of scripts it is. Opening and closing is
 * for the worker's thread, and closing for whoever gives that worker up; what looks, for all.
 */
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final Pool pool;
    private final Function<Generation, Guest> opener;
    private volatile @Nullable Guest guest;
    private volatile Generation generation;
    private volatile boolean halves; // something did not load, of which parts may be there

    Slot(Pool pool, Function<Generation, Guest> opener) {
        this.pool = pool;
        this.opener = opener;
        this.generation = pool.scripts().current();
    }

    /** That of which the one is that is open, or was. */
    Generation generation() {
        return generation;
    }

    /** Null when none is open. */
    @Nullable
    Guest get() {
        return guest;
    }

    /** Whether it still has the scripts of an earlier generation. */
    boolean isStale() {
        Succession scripts = pool.scripts();
        return guest != null && !generation.isSame(scripts.current()) && !generation.isSame(scripts.newest());
    }

    /**
     * Goes on with the current scripts where they make no difference to what was loaded; while nothing runs or waits in it: by
     * the worker's thread, or under the pool's lock while that is held in {@link Reserve}.
     *
     * @return whether it has the current ones now
     */
    boolean follow() {
        Generation now = pool.scripts().current();
        Guest open = guest;
        if (open == null || halves || !open.follow(now)) {
            return false;
        }
        generation = now;
        return true;
    }

    /** Tells what became of something that ran in it; by the worker's thread. */
    void ended(BodyResult result) {
        halves |= result instanceof BodyResult.NotCallable;
    }

    /** Whether another one has to be opened for these scripts. */
    boolean mustRenew(Generation next) {
        Guest open = guest;
        return open != null && (halves || !open.couldFollow(next));
    }

    /** The latest generation that what runs in it may ask for. */
    long latest() {
        return isStale() ? generation.number() : Long.MAX_VALUE;
    }

    /** Opens one; none may be open. */
    Guest open() {
        generation = pool.scripts().newest();
        long start = System.nanoTime();
        Guest open = opener.apply(generation);
        pool.interpreters().opened();
        guest = open;
        halves = false;
        LOG.debug("Opened a {} interpreter in {} ms.", pool.language(), (System.nanoTime() - start) / 1_000_000);
        return open;
    }

    /**
     * Frees it, as far as that goes while a thread is still inside.
     *
     * @param inOrder whether none is, and this is the worker's thread
     */
    void close(boolean inOrder) {
        Guest open = guest;
        guest = null;
        if (open == null) {
            return;
        }
        try {
            try {
                if (inOrder) {
                    open.closeFiles();
                }
            } finally {
                open.close();
            }
            pool.interpreters().closed();
        } catch (RuntimeException | Error e) {
            LOG.warn("A {} interpreter did not close cleanly; its memory may stay taken.", pool.language(), e);
        }
    }
}
