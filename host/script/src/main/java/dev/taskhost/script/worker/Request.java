package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.service.Borrower;
import java.util.Optional;

/**
 * What a worker is asked to do. Immutable.
 *
 * @param tag whose output is what it prints
 * @param taskKey whose scratch folder it has; empty: that of scripts which are only checked
 * @param function whose manner is looked up and learned; empty when it runs nothing that could wait
 * @param priority as {@link BodyCall#priority}
 * @param fresh whether it wants an interpreter in which no script was ever loaded, and which nobody uses after it
 * @param generation of scripts, or a later one, on which it is to run; 0 when none runs
 * @param urgent whether another worker may be started for it
 * @param step what is done inside the interpreter
 */
record Request(
        LogTag tag,
        String taskKey,
        String function,
        int priority,
        boolean fresh,
        long generation,
        boolean urgent,
        Step step) {
    /** What is done inside the interpreter. */
    interface Step {
        /** Its result; empty when it goes on as a body that waits. */
        Optional<BodyResult> run(Guest guest, long id, StopSignal stop);
    }

    /** For what is lent to it. */
    Borrower borrower() {
        return taskKey.isEmpty()
                ? Borrower.loading(tag.logger().getName())
                : new Borrower(
                        taskKey,
                        Long.parseLong(tag.mdc().getOrDefault("execution_id", "0")),
                        tag.mdc().getOrDefault("trace_id", ""));
    }

    /** Whether scripts run in it. */
    boolean loads() {
        return generation > 0;
    }

    /** The call of a body. */
    static Request call(Target target, BodyCall call) {
        return new Request(
                LogTag.of(call),
                call.taskKey(),
                target.name(),
                call.priority(),
                call.isolation() == Isolation.FRESH,
                target.generation(),
                true,
                (guest, id, stop) -> guest.call(id, target, call));
    }

    /** Something that has an end and is done when a worker has the time, or at once where it is urgent. */
    static Request of(LogTag tag, long generation, boolean urgent, Step step) {
        return new Request(tag, "", "", 0, false, generation, urgent, step);
    }
}
