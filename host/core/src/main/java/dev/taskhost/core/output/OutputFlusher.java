package dev.taskhost.core.output;

import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Outputs.Change;
import dev.taskhost.core.store.StoreUnavailableException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores what executions print, many of them in one transaction. Costs nothing for those that print nothing. What the
 * database cannot take now is kept, within {@value #MOST_HELD} bytes for all of them, and sent again; what it refuses for good is
 * given up. Thread-safe.
 */
public final class OutputFlusher {
    /** Of memory, on this host. */
    static final long MOST_HELD = 32 << 20;

    /** A transaction is closed once it has so much. */
    private static final long BATCH_BYTES = 1_000_000;

    private static final int BATCH_EXECUTIONS = 1_000;

    /** After so many refusals, one by one, it is the table that is wrong and not a text. */
    private static final int REFUSALS = 3;

    private final Outputs outputs;
    private final long maxBytes;
    private final Consumer<RuntimeException> failures;
    private final HeldBytes held;
    private final Map<String, ExecutionOutput> fresh = new ConcurrentHashMap<>();

    /** One transaction at a time; fair, as an end waits for it and must not wait long. */
    private final ReentrantLock writing = new ReentrantLock(true);

    /** The kind of failure that was told last; its words differ each time, as databases quote the statement. */
    private @Nullable Class<?> told;

    /**
     * @param maxBytes how much is kept of an execution, in UTF-8; 0: nothing
     * @param failures is told why output could not be stored: once, until it could again or the failure is of another kind. Must
     *     not block or throw
     */
    public OutputFlusher(Outputs outputs, long maxBytes, Consumer<RuntimeException> failures) {
        this(outputs, maxBytes, failures, MOST_HELD);
    }

    OutputFlusher(Outputs outputs, long maxBytes, Consumer<RuntimeException> failures, long mostHeld) {
        this.outputs = outputs;
        this.maxBytes = maxBytes;
        this.failures = failures;
        this.held = new HeldBytes(mostHeld);
    }

    /**
     * Takes the output of an execution that is about to be called.
     *
     * @param traceId of the execution, unique
     */
    public ExecutionOutput open(long executionId, String traceId) {
        return new ExecutionOutput(executionId, traceId, maxBytes, held, fresh);
    }

    /** Stores what is new, up to about a megabyte of each execution. Returns when that is done, or has failed. Never throws. */
    public void flush() {
        if (!fresh.isEmpty()) {
            store(fresh.values());
        }
    }

    /**
     * Stores everything of executions that have ended. Returns when that is done, or has failed: then {@link #flush} goes on
     * with it. Never throws.
     *
     * @param traceIds of the executions; most of them may have printed nothing
     */
    public void flush(Collection<String> traceIds) {
        if (fresh.isEmpty()) {
            return;
        }
        boolean goesOn = true;
        List<ExecutionOutput> left = withNews(traceIds);
        while (goesOn && !left.isEmpty()) {
            goesOn = store(left);
            left = withNews(traceIds);
        }
    }

    /** Whether everything is stored or given up. */
    boolean isDone() {
        return fresh.isEmpty() && held.now() == 0;
    }

    private List<ExecutionOutput> withNews(Collection<String> traceIds) {
        return traceIds.stream()
                .map(fresh::get)
                .filter(Objects::nonNull)
                .filter(ExecutionOutput::hasNews)
                .toList();
    }

    /** Stores one draft of each; false when the database cannot take them now. */
    private boolean store(Collection<ExecutionOutput> all) {
        Iterator<ExecutionOutput> left = all.iterator();
        while (left.hasNext()) {
            writing.lock();
            try {
                Map<ExecutionOutput, Change> batch = batch(left);
                if (!batch.isEmpty() && !write(batch)) {
                    return false;
                }
            } finally {
                writing.unlock();
            }
        }
        return true;
    }

    private static Map<ExecutionOutput, Change> batch(Iterator<ExecutionOutput> left) {
        Map<ExecutionOutput, Change> batch = new LinkedHashMap<>();
        long bytes = 0;
        while (left.hasNext() && bytes < BATCH_BYTES && batch.size() < BATCH_EXECUTIONS) {
            ExecutionOutput output = left.next();
            Draft draft = output.draft();
            if (draft != null) {
                batch.put(output, draft.change());
                bytes += draft.bytes();
            }
        }
        return batch;
    }

    private boolean write(Map<ExecutionOutput, Change> batch) {
        try {
            outputs.write(List.copyOf(batch.values()));
            batch.keySet().forEach(ExecutionOutput::stored);
            told = null;
            return true;
        } catch (StoreUnavailableException e) {
            tell(e);
            return false;
        } catch (RuntimeException e) {
            tell(e);
            return batch.size() == 1 ? refuse(batch.keySet()) : writeEach(batch);
        }
    }

    /** One text that the database refuses must not take those of other executions with it. */
    private boolean writeEach(Map<ExecutionOutput, Change> batch) {
        int refusals = 0;
        for (Map.Entry<ExecutionOutput, Change> one : batch.entrySet()) {
            if (refusals == REFUSALS) {
                one.getKey().refused();
                continue;
            }
            try {
                outputs.write(List.of(one.getValue()));
                one.getKey().stored();
            } catch (StoreUnavailableException e) {
                tell(e);
                return false;
            } catch (RuntimeException e) {
                tell(e);
                one.getKey().refused();
                refusals++;
            }
        }
        return true;
    }

    private static boolean refuse(Collection<ExecutionOutput> refused) {
        refused.forEach(ExecutionOutput::refused);
        return true;
    }

    private void tell(RuntimeException failure) {
        if (failure.getClass() != told) {
            told = failure.getClass();
            failures.accept(failure);
        }
    }
}
