package dev.taskhost.core.progress;

import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Progress.Report;
import dev.taskhost.core.store.StoreUnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest word of each execution until it is stored, many of them in one statement. However often an execution speaks,
 * one report is kept; one that says nothing costs nothing. What the database cannot take now is kept and sent again; what it
 * refuses for good is given up. Thread-safe.
 */
public final class ProgressFlusher {
    private final Progress progress;
    private final Consumer<RuntimeException> failures;
    private final Map<String, Report> fresh = new ConcurrentHashMap<>();

    /** One statement at a time, or an older word could arrive behind a newer one; fair, as an end waits for it. */
    private final ReentrantLock writing = new ReentrantLock(true);

    /** The kind of failure that was told last; its words differ each time, as databases quote the statement. */
    private @Nullable Class<?> told;

    /**
     * @param failures is told why progress could not be stored: once, until it could again or the failure is of another kind.
     *     Must not block or throw
     */
    public ProgressFlusher(Progress progress, Consumer<RuntimeException> failures) {
        this.progress = progress;
        this.failures = failures;
    }

    /** Takes a word, in place of what the same execution said before. Never waits for the database. */
    public void report(Report report) {
        fresh.put(report.traceId(), report);
    }

    /** Stores what is new. Returns when that is done, or has failed. Never throws. */
    public void flush() {
        if (!fresh.isEmpty()) {
            store(fresh.keySet());
        }
    }

    /**
     * Stores the last words of executions that have ended. Returns when that is done, or has failed: then {@link #flush()} goes
     * on with it. Never throws.
     *
     * @param traceIds of the executions; most of them may have said nothing
     */
    public void flush(Collection<String> traceIds) {
        if (!fresh.isEmpty()) {
            store(traceIds);
        }
    }

    private void store(Collection<String> traceIds) {
        writing.lock();
        try {
            List<Report> reports =
                    traceIds.stream().map(fresh::get).filter(Objects::nonNull).toList();
            if (!reports.isEmpty() && write(reports)) {
                reports.forEach(stored -> fresh.remove(stored.traceId(), stored)); // unless it has spoken again
            }
        } finally {
            writing.unlock();
        }
    }

    /** False when it is to be sent again. */
    private boolean write(List<Report> reports) {
        try {
            progress.write(reports);
            told = null;
            return true;
        } catch (StoreUnavailableException e) {
            tell(e);
            return false;
        } catch (RuntimeException e) {
            tell(e); // every text is within its bounds, so it is the table that is wrong
            return true;
        }
    }

    private void tell(RuntimeException failure) {
        if (failure.getClass() != told) {
            told = failure.getClass();
            failures.accept(failure);
        }
    }
}
