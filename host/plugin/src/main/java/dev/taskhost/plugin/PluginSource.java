package dev.taskhost.plugin;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource;
import dev.taskhost.core.body.Load;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.folder.History;
import dev.taskhost.plugin.call.CallThreads;
import dev.taskhost.plugin.call.Callee;
import dev.taskhost.plugin.call.HostFacts;
import dev.taskhost.plugin.call.Lender;
import dev.taskhost.plugin.load.Bundle;
import dev.taskhost.plugin.load.Recorder;
import dev.taskhost.plugin.load.Shelf;
import dev.taskhost.plugin.load.TaskClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of the jars and zips in the plugin folder.
 *
 * <p>A file is a plugin when it lists classes that implement {@code dev.taskhost.api.Task} in {@code
 * META-INF/services/dev.taskhost.api.Task}. Its id and version come from its manifest ({@code Plugin-Id}, {@code
 * Plugin-Version}) or {@code plugin.properties}; without either, from its file name.
 *
 * <p>A row means a task by its {@code @TaskName} or simple class name ({@link BodySource.Rank#PLUGIN}), its full class
 * name, or either behind the plugin's id and a colon ({@link BodySource.Rank#EXPLICIT}). A class that is listed but
 * cannot be used is found too; its {@code check()} says why.
 *
 * <p>{@link #rescan()} takes up what has changed in the folder; the caller decides how often. Thread-safe.
 */
public final class PluginSource implements BodySource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginSource.class);

    private final Shelf shelf;
    private final CallThreads threads;
    private final HostFacts facts;
    private final AtomicLong generation = new AtomicLong();
    private volatile Catalog catalog = new Catalog(List.of());
    private volatile List<String> problems = List.of();
    private volatile boolean closed;

    private PluginSource(PluginSettings settings) {
        this.shelf = new Shelf(
                settings.folder(),
                settings.workFolder(),
                settings.hostVersion(),
                settings.loadWithin(),
                recorder(settings));
        this.facts = settings.facts();
        this.threads =
                new CallThreads(settings.workers(), settings.abandonAfter(), new Lender(settings.services(), facts));
    }

    private static @Nullable Recorder recorder(PluginSettings settings) {
        PluginHistory kept = settings.history();
        if (kept == null) {
            return null;
        }
        try {
            History history = History.ofPlugins(kept.place(), kept.keep(), kept.bytes());
            return new Recorder(settings.folder(), history, kept.time());
        } catch (IOException e) {
            throw new UncheckedIOException("the history of plugins in " + kept.place() + " cannot be read or made", e);
        }
    }

    /**
     * Loads what is in the folder now. What is wrong with a file is in {@link #problems()} and in the log, and harms
     * no other.
     *
     * @throws UncheckedIOException when the work folder, or the history's, cannot be made or written
     */
    public static PluginSource open(PluginSettings settings) {
        PluginSource source = new PluginSource(settings);
        source.shelf.resume(tasks -> source.catalog = new Catalog(tasks));
        source.rescan();
        source.generation.set(1);
        return source;
    }

    /**
     * Looks at the folder; loads what is new or changed, lets go what is gone. Executions that run finish on what they
     * began with. Cheap when nothing has changed: one listing of the folder.
     *
     * @return whether {@link #find} may answer differently than before
     */
    public synchronized boolean rescan() {
        boolean changed = shelf.rescan(tasks -> {
            catalog = new Catalog(tasks);
            generation.incrementAndGet();
        });
        tell(shelf.problems());
        return changed;
    }

    /** Logs what is newly wrong, and what no longer is; once each, not with every scan. */
    private void tell(List<String> now) {
        List<String> before = problems;
        problems = now;
        Set<String> known = new HashSet<>(before);
        now.stream().filter(line -> !known.contains(line)).forEach(log::warn);
        Set<String> still = new HashSet<>(now);
        before.stream().filter(line -> !still.contains(line)).forEach(line -> log.info("no longer: {}", line));
    }

    @Override
    public List<Candidate> find(String executeFunc) {
        Catalog now = catalog;
        List<Candidate> found = new ArrayList<>();
        now.explicit(executeFunc).forEach(task -> found.add(candidate(Rank.EXPLICIT, now, task)));
        now.named(executeFunc).forEach(task -> found.add(candidate(Rank.PLUGIN, now, task)));
        return found;
    }

    private Candidate candidate(Rank rank, Catalog now, TaskClass task) {
        return new Candidate(rank, new PluginBody(this, now.nameOf(task), task.pluginId(), task.className()));
    }

    @Override
    public List<String> knownNames() {
        return catalog.names();
    }

    @Override
    public List<String> problems() {
        return problems;
    }

    /** {@inheritDoc} It is 1 after {@link #open}. */
    @Override
    public long generation() {
        return generation.get();
    }

    /** A plugin in charge, with those it is loaded together with; empty when there is none of that id with a task. */
    public Optional<Bundle> bundle(String pluginId) {
        return catalog.anyOf(pluginId).map(TaskClass::bundle);
    }

    /**
     * Puts the files of a bundle into a folder, under their own names.
     *
     * @return false when that bundle is not in charge any more
     * @throws IOException when that fails
     */
    public boolean copyTo(String pluginId, Bundle bundle, Path folder) throws IOException {
        TaskClass task = catalog.anyOf(pluginId).orElse(null);
        return task != null && task.bundle().equals(bundle) && task.copyTo(folder);
    }

    /** What plugins are told of the host. */
    public HostFacts facts() {
        return facts;
    }

    /** How many plugin executions run now, without the abandoned ones. */
    public int running() {
        return threads.running();
    }

    /** How many plugin executions wait for a worker. */
    public int waiting() {
        return threads.waiting();
    }

    @Override
    public Load load() {
        return new Load(waiting(), abandoned());
    }

    /** Whether a call would begin soon. */
    boolean hasRoom() {
        return threads.hasRoom();
    }

    /** How many threads of executions ignored their interrupt, were given up, and have not ended since. */
    public int abandoned() {
        return threads.abandoned();
    }

    /** Why a class cannot be called now; empty when it can. */
    String whyNot(String pluginId, String className) {
        if (closed) {
            return "the host is ending";
        }
        return catalog.exactly(pluginId, className)
                .map(TaskClass::failure)
                .orElse("the plugin '" + pluginId + "' no longer has the task class " + className
                        + ": its file was removed or replaced; put it back, or change execute_func");
    }

    /** Calls the class that is in charge now. */
    RunningBody start(String pluginId, String className, BodyCall call, Consumer<BodyResult> done) {
        String reason = whyNot(pluginId, className);
        while (reason.isEmpty()) {
            Optional<Callee> callee = catalog.exactly(pluginId, className)
                    .filter(t -> t.failure().isEmpty())
                    .flatMap(TaskClass::reserve);
            if (callee.isPresent()) {
                return threads.submit(callee.get(), call, done);
            }
            Thread.onSpinWait(); // exchanged between the lookup and the reservation: the new one is in the catalog
            reason = whyNot(pluginId, className);
        }
        String answer = reason;
        threads.refuse(answer, done);
        return () -> {}; // it never begins, so there is nothing to stop
    }

    /**
     * Stops what runs (see {@link PluginSettings#abandonAfter()}), unloads everything and deletes the private copies.
     * Every listener has been called when it returns. Calling it again does nothing.
     */
    @Override
    public void close() {
        closed = true;
        threads.close();
        shelf.close();
    }
}
