package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.core.trigger.Trigger;
import org.jspecify.annotations.Nullable;

/** What the engine knows of a task. Confined to the engine's thread; ordered by task id. */
final class TaskState implements Comparable<TaskState> {
    final int id;

    /** The row as it was taken over: pending columns are not in it yet. */
    TaskRow row;

    /** What it was last judged by; a rejected row is judged again when one of these changes. */
    Judgement judgement = new Judgement(null, -1, -1);

    /** Null while it is disabled or rejected. */
    @Nullable
    TaskDefinition definition;

    /** Null as above. */
    @Nullable
    Body body;

    long nextFireAt = Trigger.NEVER;

    /** The fire time that was found unserved by the host that should have; {@code NEVER} when none was. */
    long overdueAt = Trigger.NEVER;

    int reloads;

    /** Null when the row is good. */
    @Nullable
    String rejection;

    /** What is planned once the body was found fit; null when nothing waits for that. */
    Verdict.@Nullable Good waiting;

    /** Changed columns that wait, comma-separated; null for none. */
    @Nullable
    String pending;

    TaskState(TaskRow row) {
        this.id = row.id();
        this.row = row;
    }

    boolean hasFireTime() {
        return nextFireAt != Trigger.NEVER;
    }

    void fireAt(@Nullable Long next) {
        nextFireAt = next == null ? Trigger.NEVER : next;
    }

    /** Nothing fires any more. */
    void rest() {
        definition = null;
        body = null;
        nextFireAt = Trigger.NEVER;
        waiting = null;
    }

    @Override
    public int compareTo(TaskState other) {
        return Integer.compare(id, other.id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TaskState task && task.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }

    /**
     * What a verdict on a row rests on.
     *
     * @param row the row
     * @param generation of scripts and plugins
     * @param keyOwner the task that holds the row's {@code task_key}
     */
    record Judgement(@Nullable TaskRow row, long generation, int keyOwner) {
        /** One that equals none: the row is judged whenever it is looked at, as the verdict rests on other rows too. */
        Judgement unsettled() {
            return new Judgement(row, -1, keyOwner);
        }
    }
}
