package dev.taskhost.script.hot;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.FolderWatch;
import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.environment.Environments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the scripts folder: when it has changed and stands still again, what changed is tried aside, and what is good becomes
 * the next generation. One trial at a time; what changes meanwhile is the next one's. Thread-safe.
 */
final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Two looks so far apart that find the same: nobody is writing. */
    private static final Duration SETTLE = Duration.ofMillis(120);

    /** A folder that never stands still is taken as it is after so long; what is half written does not parse. */
    private static final Duration MOST_UNREST = Duration.ofSeconds(1);

    /** Where nothing tells of changes, as on network file systems, they are seen so late. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    /** Looking again and again takes no more than a hundredth of the time, however many files there are. */
    private static final int REST = 100;

    /** What is good waits so long at most for an interpreter that has it. */
    private static final Duration PREPARING = Duration.ofSeconds(1);

    private static final Duration REST_AFTER = Duration.ofMinutes(1);

    private final Path root;
    private final @Nullable Copies copies;
    private final @Nullable Environments environments;
    private final State state;
    private final AsideBench bench;
    private final Function<Generation, CompletableFuture<@Nullable Void>> preparing;
    private final ScheduledExecutorService clock;
    private final FolderWatch watch;
    private final List<Path> folders;
    private final ImportGraph imports = new ImportGraph();
    private Catalog seen;
    private long unrestSince;
    private boolean lookComes;
    private boolean trying;
    private boolean again;
    private long trials;
    private boolean closed;
    private @Nullable Trial last;
    private volatile String scanProblem = "";

    /**
     * Follows the folder from {@link #start} on.
     *
     * @param root the scripts folder, as a real path
     * @param first what a look has found just now
     */
    Intake(
            Path root,
            @Nullable Copies copies,
            @Nullable Environments environments,
            CatalogScan.Found first,
            State state,
            AsideBench bench,
            Function<Generation, CompletableFuture<@Nullable Void>> preparing,
            ScheduledExecutorService clock) {
        this.root = root;
        this.copies = copies;
        this.environments = environments;
        this.seen = first.catalog();
        this.state = state;
        this.bench = bench;
        this.preparing = preparing;
        this.clock = clock;
        this.watch = new FolderWatch("script-watch", () -> look(SETTLE));
        this.folders = first.folders();
    }

    /** Begins to look; until then nothing is published. */
    void start() {
        watch.follow(folders);
        var _ = later(this::slowLook, SLOW, SLOW);
    }

    private void slowLook() {
        long begin = System.nanoTime();
        lookNow();
        var _ = later(this::slowLook, Duration.ofNanos((System.nanoTime() - begin) * REST), SLOW);
    }

    /** Does something after the longer of two times; false when the host is ending. */
    private synchronized boolean later(Runnable action, Duration after, Duration atLeast) {
        if (closed) {
            return false;
        }
        try {
            var _ = clock.schedule(action, Math.max(after.toNanos(), atLeast.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The host is ending.");
            return false;
        }
    }

    /** Why the folder cannot be read; empty when it can. */
    String scanProblem() {
        return scanProblem;
    }

    private synchronized void look(Duration after) {
        lookComes |= !lookComes && later(this::lookNow, after, Duration.ZERO);
    }

    private synchronized void lookNow() {
        lookComes = false;
        if (closed) {
            return;
        }
        try {
            if (scan() && unrest() < MOST_UNREST.toNanos()) {
                look(SETTLE);
            } else {
                unrestSince = 0;
                var _ = tryChanges();
            }
        } catch (IOException | RuntimeException e) {
            String problem = root.getFileName() + ": the folder cannot be read (" + e
                    + "); the scripts known so far stay in use, and it is tried again every second";
            if (!problem.equals(scanProblem)) {
                LOG.error("{}", problem, e);
            }
            scanProblem = problem;
        }
    }

    private long unrest() {
        long now = System.nanoTime();
        unrestSince = unrestSince == 0 ? now : unrestSince;
        return now - unrestSince;
    }

    /** Whether it found something new. */
    private boolean scan() throws IOException {
        CatalogScan.Found found = CatalogScan.scan(root, seen, copies, environments);
        watch.follow(found.folders());
        boolean changed = !found.catalog().sameAs(seen);
        seen = found.catalog();
        scanProblem = "";
        return changed;
    }

    private CompletableFuture<Boolean> tryChanges() {
        if (trying) {
            again = true;
            return CompletableFuture.completedFuture(false);
        }
        List<String> changed = state.toTry(seen, System.nanoTime());
        if (changed.isEmpty() && !state.differs(seen)) {
            return CompletableFuture.completedFuture(false);
        }
        trying = true;
        Catalog now = seen;
        Trial trial = new Trial(
                bench,
                root.getFileName().toString(),
                copies,
                state.current().catalog(),
                state.wanted(now, changed),
                imports,
                trials);
        return begun(trial, changed)
                .thenCompose(this::prepared)
                .handle((verdict, failure) -> finish(now, changed, trial, verdict, failure));
    }

    /** Interpreters are opened for what is going to be in charge, so that no call has to wait for that. */
    private CompletableFuture<Trial.Verdict> prepared(Trial.Verdict verdict) {
        Generation next = state.next(verdict.catalog());
        if (next.isSame(state.current())) {
            return CompletableFuture.completedFuture(verdict);
        }
        CompletableFuture<Trial.Verdict> ready = preparing.apply(next).thenApply(open -> verdict);
        return later(() -> ready.complete(verdict), PREPARING, PREPARING)
                ? ready
                : CompletableFuture.completedFuture(verdict);
    }

    private static CompletableFuture<Trial.Verdict> begun(Trial trial, List<String> changed) {
        try {
            return trial.of(changed);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * A worker is open to try changes in, whenever one comes, where a history is kept: elsewhere nobody lives by its changes. Completes
     * when it is open, or has failed to.
     */
    synchronized CompletableFuture<@Nullable Void> expectChanges() {
        if (closed || copies == null) {
            return CompletableFuture.completedFuture(null);
        }
        List<CompletableFuture<@Nullable Void>> opening = Stream.of(Language.values())
                .filter(language -> seen.has(language))
                .map(bench::ahead)
                .toList();
        return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new));
    }

    private synchronized boolean finish(
            Catalog tried,
            List<String> changed,
            Trial trial,
            Trial.@Nullable Verdict verdict,
            @Nullable Throwable failure) {
        trying = false;
        trials = trial.number();
        if (closed) {
            return false; // what the end of the host cut short says nothing about the scripts
        }
        last = trial;
        var _ = later(() -> rest(trial), REST_AFTER, REST_AFTER);
        boolean next = false;
        if (verdict == null) {
            LOG.error("Trying the changed scripts failed; those known so far stay in use.", failure);
        } else {
            next = accept(tried, changed, verdict);
        }
        if (again) {
            again = false;
            look(Duration.ZERO);
        }
        return next;
    }

    private boolean accept(Catalog tried, List<String> changed, Trial.Verdict verdict) {
        try {
            return state.accept(tried, changed, verdict, seen, System.nanoTime());
        } catch (RuntimeException e) {
            LOG.error("The changed scripts could not be put in charge; it is tried again with the next change.", e);
            var _ = preparing.apply(state.current());
            return false;
        }
    }

    /** When nothing else was tried for a while, nothing of what was is kept. */
    private synchronized void rest(Trial trial) {
        if (!trying && last == trial) {
            bench.rest();
            var _ = expectChanges();
        }
    }

    /**
     * Looks now, and waits until what has changed is in charge or refused.
     *
     * @return whether there is another generation now
     * @throws IOException when the folder cannot be read; the scripts known so far stay
     */
    boolean rescan() throws IOException {
        CompletableFuture<Boolean> done;
        synchronized (this) {
            scan();
            unrestSince = 0;
            done = tryChanges();
        }
        return done.join();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watch.close();
        bench.close();
    }
}
