package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.task.TaskDefinition;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fire times that are another host's to serve, or that this one has no free worker for: after a while they are looked up,
 * and those nobody has served are taken over. So a host that is dead, frozen or busy delays its tasks by less than a
 * second. Confined to the engine's thread.
 */
final class Overdue {
    private static final int BATCH = 1_000;

    private final Board board;
    private final Homes homes;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Consumer<TaskState> served;
    private final Agenda waiting = new Agenda();
    private final Deque<TaskState> unserved = new ArrayDeque<>();

    /**
     * @param served is given tasks whose fire time somebody served, with the next one
     */
    Overdue(EngineParts parts, Board board, Homes homes, Consumer<TaskState> served) {
        this.board = board;
        this.homes = homes;
        this.served = served;
        this.ledger = parts.stores().ledger();
        this.clock = parts.clock();
    }

    /** Leaves a task's fire time to others first; the further down this host is in the task's order, the longer. */
    void enter(TaskState task) {
        int before = homes.rank(task.id);
        int turns = before == 0 ? 2 : before; // one that is ours but for a free worker comes after the next host's turn
        waiting.enter(task, Math.max(task.nextFireAt, clock.millis()) + turns * Homes.TAKE_OVER_AFTER.toMillis());
    }

    /** Whether to start this due task now: its fire time is ours and a worker is free, or it was left over. */
    boolean isOurs(TaskState task) {
        if (homes.alone() || task.overdueAt == task.nextFireAt) {
            return true;
        }
        return homes.rank(task.id) == 0 && hasRoom(task);
    }

    /** When there will be something to look up, epoch milliseconds. */
    long next() {
        return unserved.isEmpty() ? waiting.next() : Long.MIN_VALUE;
    }

    /** Takes tasks that nobody has served. */
    List<TaskState> take(int limit) {
        List<TaskState> taken = new ArrayList<>();
        while (!unserved.isEmpty() && taken.size() < limit) {
            taken.add(unserved.remove());
        }
        return taken;
    }

    /** Looks up what should have been served by now; null when there is nothing. */
    @Nullable
    Write look() {
        List<TaskState> due = waiting.takeDue(clock.millis(), BATCH);
        List<TaskState> left = due.stream().filter(this::leaves).toList();
        if (left.isEmpty()) {
            return null;
        }
        List<Integer> ids = left.stream().map(task -> task.id).distinct().toList();
        return new Write(lease -> compare(ids), () -> left.forEach(this::enter), false);
    }

    /** One that nobody here could take anyhow is looked up later. */
    private boolean leaves(TaskState task) {
        boolean room = homes.rank(task.id) == 0 || hasRoom(task);
        if (!room) {
            enter(task);
        }
        return room;
    }

    private Runnable compare(List<Integer> ids) {
        Map<Integer, Long> stored = ledger.fireTimes(ids);
        return () -> ids.forEach(id -> compare(id, stored.get(id)));
    }

    private void compare(int taskId, @Nullable Long stored) {
        TaskState task = board.find(taskId);
        if (task == null || !task.hasFireTime()) {
            return;
        }
        if (stored != null && stored == task.nextFireAt) {
            task.overdueAt = stored;
            unserved.add(task);
        } else {
            task.fireAt(stored);
            served.accept(task);
        }
    }

    private static boolean hasRoom(TaskState task) {
        Body body = task.body;
        TaskDefinition definition = task.definition;
        return body == null
                || definition == null
                || body.hasRoom(definition.policy().isolation());
    }
}
