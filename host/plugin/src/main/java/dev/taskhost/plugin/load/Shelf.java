package dev.taskhost.plugin.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins in charge. A scan of the folder loads what has changed aside, tries it, and then exchanges whole groups at
 * once; what has not changed is not touched, and what is replaced is unloaded when its last call has ended.
 *
 * <p>A new version with anything wrong in it does not replace one that is in charge. When nothing of the plugin is in
 * charge yet, the tasks of it that can be used are.
 *
 * <p>Thread-safe: one scan at a time.
 */
public final class Shelf implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shelf.class);

    private final WorkFolder work;
    private final PluginFiles files;
    private final ClassLoader parent = new HostClasses();
    private final String hostVersion;
    private final Duration loadWithin;
    private final @Nullable Recorder recorder;

    private Map<Set<Staged>, Group> current = Map.of();
    /** Groups with something wrong in them that were tried and did not replace what is in charge. */
    private Map<Set<Staged>, List<String>> tried = Map.of();

    private final List<Group> retired = new ArrayList<>();
    private final Set<Staged> copies = new HashSet<>();
    private List<String> groupProblems = List.of();
    private boolean closed;

    /**
     * Loads nothing yet.
     *
     * @param folder the user's plugin folder; it may not exist
     * @param workFolder for private copies; made when it does not exist
     * @param hostVersion for {@code Plugin-Requires}; "0.0.0" lets every plugin in
     * @param loadWithin how long a group's constructors and static initializers may take
     * @param recorder told of what is in charge after each scan; null for nobody
     * @throws java.io.UncheckedIOException when the work folder cannot be made
     */
    public Shelf(Path folder, Path workFolder, String hostVersion, Duration loadWithin, @Nullable Recorder recorder) {
        this.work = WorkFolder.open(workFolder);
        this.files = new PluginFiles(folder, work);
        this.hostVersion = hostVersion;
        this.loadWithin = loadWithin;
        this.recorder = recorder;
    }

    /**
     * Goes on where the history ends: a file that was replaced by a broken one while no host ran keeps its last good version. Called
     * before the first scan, if at all.
     *
     * @param inCharge given the task classes, if there are any
     */
    public synchronized void resume(Consumer<List<TaskClass>> inCharge) {
        if (recorder != null && files.resume(recorder.last(), recorder.copies())) {
            arrange(inCharge);
        }
    }

    /**
     * Looks at the folder and exchanges what has changed.
     *
     * @param inCharge given the task classes when they have changed, before the old ones stop taking calls
     * @return whether they have
     */
    public synchronized boolean rescan(Consumer<List<TaskClass>> inCharge) {
        if (closed) {
            return false;
        }
        boolean changed = files.scan();
        if (changed) {
            changed = arrange(inCharge);
        }
        if (recorder != null) {
            recorder.record(usable(), problems());
        }
        discardUnused();
        return changed;
    }

    /** The plugins in charge that have a task which can be called, and those these need. */
    private List<Staged> usable() {
        return current.values().stream()
                .filter(group ->
                        group.tasks().stream().anyMatch(task -> task.failure().isEmpty()))
                .flatMap(group -> group.members().stream())
                .toList();
    }

    /** A line or more for everything that is wrong now. */
    public synchronized List<String> problems() {
        List<String> all = new ArrayList<>(files.problems());
        all.addAll(groupProblems);
        return List.copyOf(all);
    }

    private boolean arrange(Consumer<List<TaskClass>> inCharge) {
        copies.addAll(files.good());
        Dependencies.Plan plan = Dependencies.plan(files.good());
        List<String> problems = new ArrayList<>(plan.problems());
        Map<Set<Staged>, Group> next = new HashMap<>();
        Map<Set<Staged>, List<String>> nextTried = new HashMap<>();
        for (List<Staged> members : plan.groups()) {
            Set<Staged> key = Set.copyOf(members);
            Group same = current.get(key);
            if (same != null) {
                next.put(key, same);
                problems.addAll(same.problems());
            } else {
                place(members, next, nextTried, problems);
            }
        }
        return exchange(next, nextTried, problems, inCharge);
    }

    /** Loads a group that is not in charge as it is, and decides between it and what it would replace. */
    private void place(
            List<Staged> members,
            Map<Set<Staged>, Group> next,
            Map<Set<Staged>, List<String>> nextTried,
            List<String> problems) {
        Set<Staged> key = Set.copyOf(members);
        List<Group> replaced = replacedBy(members);
        List<String> wrong = tried.get(key);
        if (wrong == null || replaced.isEmpty()) {
            Group group = Group.load(members, parent, hostVersion, loadWithin);
            wrong = group.problems();
            if (wrong.isEmpty() || replaced.isEmpty()) {
                next.put(key, group);
                problems.addAll(wrong);
                log.info("loaded {}, {}", told(members), tasks(group));
                return;
            }
            group.retire();
        }
        nextTried.put(key, wrong);
        replaced.forEach(old -> next.put(Set.copyOf(old.members()), old));
        wrong.forEach(line -> problems.add(
                line + "\n(" + replaced.stream().map(old -> told(old.members())).collect(Collectors.joining(", "))
                        + ", loaded before, stays in charge)"));
    }

    private static String told(List<Staged> members) {
        return members.stream().map(Staged::toString).collect(Collectors.joining(", "));
    }

    /** The groups in charge whose plugins are all in {@code members}; empty when keeping them would keep others too. */
    private List<Group> replacedBy(List<Staged> members) {
        Set<String> ids = new HashSet<>(members.stream().map(Staged::id).toList());
        List<Group> overlapping = current.values().stream()
                .filter(group -> group.ids().stream().anyMatch(ids::contains))
                .toList();
        boolean within = overlapping.stream().allMatch(group -> ids.containsAll(group.ids()));
        return within ? overlapping : List.of();
    }

    private boolean exchange(
            Map<Set<Staged>, Group> next,
            Map<Set<Staged>, List<String>> nextTried,
            List<String> problems,
            Consumer<List<TaskClass>> inCharge) {
        List<Group> leaving = new ArrayList<>(current.values());
        leaving.removeAll(next.values());
        boolean changed = !leaving.isEmpty() || next.size() != current.size();
        current = next;
        tried = nextTried;
        groupProblems = List.copyOf(problems);
        if (changed) {
            inCharge.accept(current.values().stream()
                    .flatMap(group -> group.tasks().stream())
                    .toList());
        }
        leaving.forEach(group -> {
            log.info("no longer in charge: {}", told(group.members()));
            group.retire();
        });
        retired.addAll(leaving);
        return changed;
    }

    private static String tasks(Group group) {
        return group.tasks().isEmpty()
                ? "without a task"
                : group.tasks().stream()
                        .map(task -> task.shortNames().iterator().next())
                        .collect(Collectors.joining(", ", "tasks ", ""));
    }

    /** Deletes copies that neither a file nor a group stands on any more. */
    private void discardUnused() {
        retired.removeIf(Group::closed);
        Set<Staged> used = new LinkedHashSet<>(files.good());
        current.values().forEach(group -> used.addAll(group.members()));
        retired.forEach(group -> used.addAll(group.members()));
        copies.removeIf(copy -> {
            if (!used.contains(copy)) {
                work.discard(copy.home());
                return true;
            }
            return false;
        });
    }

    /** Retires everything and deletes the copies. Calls that still run go on as far as their loaded classes go. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            current.values().forEach(Group::retire);
            current = Map.of();
            work.close();
        }
    }
}
