package dev.taskhost.core.engine;

import dev.taskhost.core.task.TaskRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All tasks, and who holds which {@code task_key}: the seed's unique key {@code (task_key, status)} lets two rows bear one
 * key; then the valid one with the lowest id is the task. Confined to the engine's thread.
 */
final class Board {
    private final Map<Integer, TaskState> tasks = new HashMap<>();
    private final Map<Integer, String> validKeys = new HashMap<>();
    private final Map<String, TreeSet<Integer>> idsByKey = new HashMap<>();

    @Nullable
    TaskState find(int taskId) {
        return tasks.get(taskId);
    }

    void put(TaskState task) {
        tasks.put(task.id, task);
    }

    Collection<TaskState> all() {
        return tasks.values();
    }

    /** Notes which key a row bears now; to be called for every row before any is judged. */
    void noteKey(TaskRow row) {
        String key = row.valid() ? row.taskKey() : null;
        String before = validKeys.get(row.id());
        if (key == null || !key.equals(before)) {
            dropKey(row.id());
            if (key != null) {
                validKeys.put(row.id(), key);
                idsByKey.computeIfAbsent(key, k -> new TreeSet<>()).add(row.id());
            }
        }
    }

    /** The id of the task that holds this valid row's key; the row's own unless another valid row has a lower id. */
    int keyOwner(TaskRow row) {
        TreeSet<Integer> ids = idsByKey.get(row.taskKey());
        return ids == null || ids.isEmpty() ? row.id() : Math.min(row.id(), ids.first());
    }

    /** Removes tasks whose rows are gone, and answers them. */
    List<TaskState> removeAll(Collection<Integer> taskIds) {
        List<TaskState> gone = new ArrayList<>();
        for (int id : taskIds) {
            TaskState task = tasks.remove(id);
            if (task != null) {
                dropKey(id);
                gone.add(task);
            }
        }
        return gone;
    }

    private void dropKey(int taskId) {
        String key = validKeys.remove(taskId);
        TreeSet<Integer> ids = key == null ? null : idsByKey.get(key);
        if (ids != null && ids.remove(taskId) && ids.isEmpty()) {
            idsByKey.remove(key);
        }
    }
}
