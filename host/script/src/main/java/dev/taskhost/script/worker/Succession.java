package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Generation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which scripts a pool's interpreters have: those in charge, and those that are soon. Changed under its pool's lock, read by all. */
final class Succession {
    private volatile Generation current;
    private volatile @Nullable Generation coming;
    private CompletableFuture<@Nullable Void> opened = CompletableFuture.completedFuture(null);

    Succession(Generation first) {
        this.current = first;
    }

    /** Those in charge. */
    Generation current() {
        return current;
    }

    /** Those of which interpreters are opened. */
    Generation newest() {
        Generation next = coming;
        return next == null ? current : next;
    }

    /**
     * These are soon in charge.
     *
     * @param wanted whether an interpreter is opened for them; else those that were coming are not any more
     * @return completes when it is open; at once where it is not wanted
     */
    CompletableFuture<@Nullable Void> prepare(Generation next, boolean wanted) {
        coming = wanted ? next : null;
        opened = wanted ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        return opened;
    }

    /** These are in charge. */
    void become(Generation now) {
        current = now;
        coming = null;
    }

    /** An interpreter is open; answers who is to be told that it is the one that was waited for. */
    CompletableFuture<@Nullable Void> opened(Generation by) {
        return by.isSame(newest()) ? opened : CompletableFuture.completedFuture(null);
    }
}
