package dev.taskhost.plugin.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plugins that are loaded and unloaded together, because they depend on each other; mostly one alone. It counts the
 * calls that run on it; once retired, it takes no more, and is unloaded when the last has ended. Thread-safe.
 */
public final class Group {
    private static final Logger log = LoggerFactory.getLogger(Group.class);

    private final List<Staged> members;
    private final GroupPlugins plugins;
    private List<TaskClass> tasks = List.of();
    private List<String> problems = List.of();
    private int calls;
    private boolean retired;
    private volatile boolean closed;

    private Group(List<Staged> members, GroupPlugins plugins) {
        this.members = List.copyOf(members);
        this.plugins = plugins;
    }

    /** What loading gave. */
    private record Loaded(List<TaskClass> tasks, List<String> problems) {}

    /**
     * Loads plugins, on a thread of its own, because their code runs and may hang.
     *
     * @param members in the order of dependency
     * @param within how long their code may take
     */
    static Group load(List<Staged> members, ClassLoader parent, String hostVersion, Duration within) {
        Group group = new Group(members, new GroupPlugins(members, parent, hostVersion));
        FutureTask<Loaded> loading = new FutureTask<>(group::loadMembers);
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("plugin-load-" + members.getFirst().id())
                .inheritInheritableThreadLocals(false)
                .start(loading);
        try {
            group.take(loading.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            thread.interrupt();
            group.fail("its code did not finish loading within " + within.toMillis()
                    + " ms; look at constructors, static initializers and the start() of a Plugin-Class");
        } catch (ExecutionException e) {
            group.fail(group.words(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            group.fail("the host was interrupted while it loaded; it is loaded when the folder changes again");
        }
        return group;
    }

    private Loaded loadMembers() {
        List<TaskClass> found = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Staged member : members) {
            try {
                loadMember(member, found, wrong);
            } catch (PluginRuntimeException | UncheckedIOException | LinkageError e) {
                wrong.add(member.file() + ": " + words(e));
            }
        }
        found.stream().map(TaskClass::failure).filter(f -> !f.isEmpty()).forEach(wrong::add);
        return new Loaded(List.copyOf(found), List.copyOf(wrong));
    }

    /** Ours and PF4J's exceptions are made for people and stand as they are; what they wrap is the author's. */
    private String words(Throwable thrown) {
        if (thrown instanceof PluginRuntimeException || thrown instanceof UncheckedIOException) {
            Throwable cause = thrown.getCause();
            return thrown.getMessage() + (cause == null ? "" : ": " + words(cause));
        }
        return LoadErrors.words(thrown, this::owns);
    }

    private void loadMember(Staged member, List<TaskClass> found, List<String> wrong) {
        PluginClasses classes = plugins.loadAndStart(member);
        TaskLoader loader = new TaskLoader(member, classes, this);
        Set<String> names = plugins.taskClasses(member.id());
        names.forEach(name -> found.add(loader.load(name)));
        if (names.isEmpty() && !needed(member)) {
            wrong.add(member.file() + ": has no task: it must contain a file " + TaskFinder.SERVICE
                    + " with the name of each task class on a line");
        }
    }

    private boolean needed(Staged member) {
        return members.stream()
                .flatMap(other -> other.descriptor().getDependencies().stream())
                .anyMatch(dependency -> dependency.getPluginId().equals(member.id()));
    }

    private void take(Loaded loaded) {
        tasks = loaded.tasks();
        problems = loaded.problems();
    }

    private void fail(String reason) {
        problems = members.stream().map(member -> member.file() + ": " + reason).toList();
    }

    List<Staged> members() {
        return members;
    }

    Set<String> ids() {
        return members.stream().map(Staged::id).collect(Collectors.toSet());
    }

    /** As {@link Staged#generation}, of one of them. */
    String generation(String pluginId) {
        return members.stream()
                .filter(member -> member.id().equals(pluginId))
                .map(Staged::generation)
                .findFirst()
                .orElse("");
    }

    /** One of them, with all. */
    Bundle bundle(String pluginId) {
        return new Bundle(
                generation(pluginId), members.stream().collect(Collectors.toMap(Staged::fileName, Staged::sha256)));
    }

    /**
     * Puts the files into a folder, under their own names.
     *
     * @throws IOException when that fails
     */
    void copyTo(Path folder) throws IOException {
        for (Staged member : members) {
            Path target = folder.resolve(member.fileName());
            try {
                Files.createLink(target, member.copy());
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.copy(member.copy(), target); // on another file system, as the folder for temporary files may be
            }
        }
    }

    /** The task classes, usable or not; empty when loading failed as a whole. */
    List<TaskClass> tasks() {
        return tasks;
    }

    /** A line or more for everything that is wrong with it. */
    List<String> problems() {
        return problems;
    }

    /** Whether a class is defined by one of the plugins. */
    boolean owns(String className) {
        return plugins.owns(className);
    }

    /** Counts a call in; false when the group is retired. */
    synchronized boolean acquire() {
        if (retired) {
            return false;
        }
        calls++;
        return true;
    }

    /** Counts a call out. */
    void release() {
        synchronized (this) {
            calls--;
            if (!retired || calls > 0) {
                return;
            }
        }
        unload();
    }

    /** Takes no more calls; unloads at once, or when the last call has ended. Called once. */
    void retire() {
        synchronized (this) {
            retired = true;
            if (calls > 0) {
                return;
            }
        }
        unload();
    }

    /** On a thread of its own, because a plugin's stop() is its author's code. */
    private void unload() {
        Thread.ofPlatform().daemon().name("plugin-unload").start(() -> {
            try {
                plugins.unloadPlugins();
            } catch (RuntimeException | LinkageError e) {
                log.warn("{} could not be unloaded in order", members, e);
            } finally {
                closed = true;
            }
        });
    }

    /** Whether it is unloaded, so that its files may go. */
    boolean closed() {
        return closed;
    }
}
