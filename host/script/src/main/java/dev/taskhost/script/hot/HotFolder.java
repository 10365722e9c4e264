package dev.taskhost.script.hot;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.History;
import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.NodeLocks;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.worker.GuestFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scripts folder whose changes become generations, from its first look to its end. Thread-safe. */
public final class HotFolder implements AutoCloseable {
    private final State state;
    private final Intake intake;

    /**
     * Reads the folder, and follows it from {@link #start} on.
     *
     * @param languages what tries changed scripts
     * @param clock runs what is timed; stays the caller's to shut down, after {@link #close}
     * @param preparing told of a generation that is soon in charge, or of the one that is after all; when what it gives completes, or
     *     after a second, that one is
     * @param published told of each generation but the first, when it is in charge
     * @throws IOException when the folder is missing or cannot be read, or the history's cannot be written
     */
    public HotFolder(
            HotSettings settings,
            List<GuestFactory> languages,
            ScheduledExecutorService clock,
            Function<Generation, CompletableFuture<@Nullable Void>> preparing,
            Consumer<Generation> published)
            throws IOException {
        Path root = settings.root();
        Path place = settings.history();
        @Nullable History history = place == null ? null : History.ofScripts(place, settings.keepGenerations());
        @Nullable Copies copies = history == null ? null : history.copies();
        Environments environments = settings.environments();
        CatalogScan.Found first = CatalogScan.scan(root, before(history, environments), copies, environments);
        this.state = new State(root, first.catalog(), history, settings.time(), published);
        AsideBench bench = new AsideBench(languages, state.current(), settings, clock);
        this.intake = new Intake(root, copies, environments, first, state, bench, preparing, clock);
    }

    /** Nothing but the packages that were in charge last: they go on where those that are locked now are not installed. */
    private static Catalog before(@Nullable History history, @Nullable Environments environments) {
        if (history == null || environments == null) {
            return CatalogScan.empty();
        }
        Environment last = history.last()
                .map(recorded -> recorded.files().getOrDefault(Environment.LOCK, ""))
                .flatMap(hash -> environments.sitePackages(hash).map(place -> new Environment(hash, place)))
                .orElse(Environment.NONE);
        return new Catalog(Map.of(), List.of(), last, NodeLocks.NONE);
    }

    /** Begins to follow it: from now on there may be other generations. */
    public void start() {
        intake.start();
    }

    /**
     * Makes ready for changes from now on, so that the first one after a while is as fast as those after it.
     *
     * @return completes when that is done, or has failed
     */
    public CompletableFuture<@Nullable Void> expectChanges() {
        return intake.expectChanges();
    }

    /** What is in charge. */
    public Generation current() {
        return state.current();
    }

    /** What is wrong in the folder, one text each. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(state.current().catalog().problems());
        if (!intake.scanProblem().isEmpty()) {
            all.add(intake.scanProblem());
        }
        all.addAll(state.problems());
        return List.copyOf(all);
    }

    /** As {@link dev.taskhost.script.ScriptSource#rescan}. */
    public boolean rescan() throws IOException {
        return intake.rescan();
    }

    /** A script in charge was found not to parse. */
    public void unparsed(Script script, String error) {
        state.unparsed(script, error);
    }

    @Override
    public void close() {
        intake.close();
    }
}
