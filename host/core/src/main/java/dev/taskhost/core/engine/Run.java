package dev.taskhost.core.engine;

import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.output.ExecutionOutput;
import dev.taskhost.core.task.TaskPolicy;
import org.jspecify.annotations.Nullable;

/** An execution whose body was called. Confined to the engine's thread. */
final class Run {
    private static final int MOST_GENERATION = 255;

    final Execution execution;
    final TaskPolicy policy;
    final ExecutionOutput output;

    @Nullable
    RunningBody body;

    @Nullable
    Stop stop;

    String timeout = "";

    Run(Execution execution, TaskPolicy policy, ExecutionOutput output) {
        this.execution = execution;
        this.policy = policy;
        this.output = output;
    }

    /** Asks it to stop, unless it was asked before: the first reason is the one on its row. */
    void stop(Stop why) {
        if (stop == null && body != null) {
            stop = why;
            body.stop();
        }
    }

    /** As {@link RunningBody#generation}. */
    String generation() {
        String of = body == null ? "" : body.generation();
        return of.length() > MOST_GENERATION ? of.substring(0, MOST_GENERATION) : of;
    }

    /** As {@link RunningBody#allocatedBytes}. */
    long allocatedBytes() {
        return body == null ? 0 : body.allocatedBytes();
    }
}
