package dev.taskhost.store.jdbc;

import org.jspecify.annotations.Nullable;

/** Why a fire time was passed over, in words, and what to do when it should not have been. */
final class Reasons {
    private Reasons() {}

    /** An execution of ours holds the task. */
    static String stillRunning(int taskId, long executionId, @Nullable String node) {
        String head = "the previous execution #" + executionId + " is still running";
        return node != null
                ? head + " on " + node
                : head
                        + ", as far as task_schedule knows; its row in task_execution is gone. If nothing runs it any more: "
                        + "UPDATE `task_schedule` SET `execution_id`=NULL WHERE `task_id`=" + taskId
                        + "; UPDATE `task` SET `status`='ready' WHERE `id`=" + taskId;
    }

    /** To be added to why it could not run: it could not wait either. */
    static String queueFull(int max) {
        return "; and " + max + " fire times wait for it already, as many as extra.overlap.max allows";
    }

    /** {@code task.status} is not {@code ready}, and no execution of ours holds the task. */
    static String foreignStatus(int taskId, String status) {
        String reset = "UPDATE `task` SET `status`='ready' WHERE `id`=" + taskId;
        if (status.equals(Statuses.DOING)) {
            return "task.status is 'doing', but no host of these tables runs the task: a Python host does, or one was"
                    + " killed while it did. If nothing runs it any more: " + reset;
        }
        return "task.status is '" + status + "', and only a task that is 'ready' is started. To free it: " + reset;
    }
}
