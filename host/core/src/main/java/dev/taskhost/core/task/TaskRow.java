package dev.taskhost.core.task;

/**
 * A row of the seed's {@code task} table, as it stands: nothing is parsed or checked yet.
 *
 * @param id {@code id}
 * @param taskKey {@code task_key}
 * @param desc {@code desc}
 * @param executeFunc {@code execute_func}
 * @param trigger {@code trigger}
 * @param spec {@code spec}
 * @param args {@code args}
 * @param valid {@code is_valid} is not 0
 * @param status {@code status}: {@code ready} or {@code doing}
 * @param extra {@code extra}: JSON text
 */
public record TaskRow(
        int id,
        String taskKey,
        String desc,
        String executeFunc,
        String trigger,
        String spec,
        String args,
        boolean valid,
        String status,
        String extra) {

    /** This row with the trigger, spec and description of another. */
    public TaskRow withTriggerOf(TaskRow other) {
        return new TaskRow(id, taskKey, other.desc, executeFunc, other.trigger, other.spec, args, valid, status, extra);
    }

    /** This row, disabled. */
    public TaskRow disabled() {
        return new TaskRow(id, taskKey, desc, executeFunc, trigger, spec, args, false, status, extra);
    }

    /** This row with a blank status: what stays the same over its executions. */
    public TaskRow withoutStatus() {
        return new TaskRow(id, taskKey, desc, executeFunc, trigger, spec, args, valid, "", extra);
    }
}
