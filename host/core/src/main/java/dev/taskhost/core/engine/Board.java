package dev.taskhost.core.engine;

import dev.taskhost.core.store.RangeFingerprint;
import dev.taskhost.core.task.TaskRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All tasks, and who holds which {@code task_key}: the seed's unique key {@code (task_key, status)} lets two rows bear one
 * key; then the valid one with the lowest id is the task. Confined to the engine's thread.
 */
final class Board {
    private final Wanted wanted;
    private final Map<Integer, TaskState> tasks = new HashMap<>();
    private final Map<Integer, String> validKeys = new HashMap<>();

    /** The lowest valid id of each key. */
    private final Map<String, Integer> owners = new HashMap<>();

    /** All valid ids of the keys that several rows bear. */
    private final Map<String, TreeSet<Integer>> rivals = new HashMap<>();

    private final Set<Integer> rejected = new HashSet<>();

    /**
     * @param wanted is given the rows whose key changes hands
     */
    Board(Wanted wanted) {
        this.wanted = wanted;
    }

    @Nullable
    TaskState find(int taskId) {
        return tasks.get(taskId);
    }

    /** The task of this row, made if need be. */
    TaskState of(TaskRow row) {
        return tasks.computeIfAbsent(row.id(), id -> new TaskState(row));
    }

    Collection<TaskState> all() {
        return tasks.values();
    }

    /** The ids of these ranges that are on the board, in order. */
    List<Integer> idsOf(Collection<Integer> ranges) {
        List<Integer> ids = new ArrayList<>();
        for (int range : ranges) {
            for (int id = RangeFingerprint.firstId(range); id <= RangeFingerprint.lastId(range); id++) {
                if (tasks.containsKey(id)) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    /** The task cannot run, for this reason; null: it can, or is not to. */
    void reject(TaskState task, @Nullable String reason) {
        task.rejection = reason;
        if (reason == null) {
            rejected.remove(task.id);
        } else {
            rejected.add(task.id);
        }
    }

    /** Ids of the tasks that cannot run. */
    Set<Integer> rejected() {
        return rejected;
    }

    /** Notes which key a row bears now; to be called for every row before any is judged. */
    void noteKey(TaskRow row) {
        String key = row.valid() ? row.taskKey() : null;
        String before = validKeys.get(row.id());
        if (key == null ? before != null : !key.equals(before)) {
            dropKey(row.id());
            if (key != null) {
                takeKey(row.id(), key);
            }
        }
    }

    /** The id of the task that holds this valid row's key; the row's own unless another valid row has a lower id. */
    int keyOwner(TaskRow row) {
        return Math.min(row.id(), owners.getOrDefault(row.taskKey(), row.id()));
    }

    /** The task that a key means; null when no enabled row bears it. */
    @Nullable
    Integer ownerOf(String taskKey) {
        return owners.get(taskKey);
    }

    /** Removes tasks whose rows are gone, and answers them. */
    List<TaskState> removeAll(Collection<Integer> taskIds) {
        List<TaskState> gone = new ArrayList<>();
        for (int id : taskIds) {
            TaskState task = tasks.remove(id);
            if (task != null) {
                rejected.remove(id);
                dropKey(id);
                gone.add(task);
            }
        }
        return gone;
    }

    private void takeKey(int taskId, String key) {
        validKeys.put(taskId, key);
        Integer owner = owners.putIfAbsent(key, taskId);
        if (owner != null) {
            TreeSet<Integer> all = rivals.computeIfAbsent(key, k -> new TreeSet<>());
            all.add(owner);
            wanted.addAll(all);
            all.add(taskId);
            owners.put(key, all.first());
        }
    }

    private void dropKey(int taskId) {
        String key = validKeys.remove(taskId);
        if (key == null) {
            return;
        }
        TreeSet<Integer> all = rivals.get(key);
        if (all == null) {
            owners.remove(key);
            return;
        }
        all.remove(taskId);
        wanted.addAll(all);
        owners.put(key, all.first());
        if (all.size() == 1) {
            rivals.remove(key);
        }
    }
}
