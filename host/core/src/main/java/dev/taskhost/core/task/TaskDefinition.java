package dev.taskhost.core.task;

import dev.taskhost.core.trigger.BadSpecException;
import dev.taskhost.core.trigger.Trigger;
import dev.taskhost.core.trigger.Triggers;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that has been read and found good, but for the lookup of {@code execute_func}.
 *
 * @param row what it was read from
 * @param args the arguments
 * @param policy from {@code extra}
 * @param trigger from {@code trigger} and {@code spec}
 * @param fingerprint all that the fire times depend on, as text; a different one means a new plan
 * @param misfireGrace how late a fire time may start: the policy's, or the host's
 * @param timeout how long its body may run: the policy's, or the host's; zero: as long as it likes
 */
public record TaskDefinition(
        TaskRow row,
        List<String> args,
        TaskPolicy policy,
        Trigger trigger,
        String fingerprint,
        Duration misfireGrace,
        Duration timeout) {

    /**
     * Reads a row.
     *
     * @throws BadRowException with everything that is wrong, not only the first thing
     */
    public static TaskDefinition read(TaskRow row, TaskDefaults defaults) {
        List<String> problems = new ArrayList<>();
        if (row.taskKey().isBlank()) {
            problems.add("task_key is blank; give the task a name of its own");
        }
        TaskPolicy policy = PolicyReader.read(row.extra(), problems);
        ZoneId zone = policy.timezone() == null ? defaults.zone() : policy.timezone();
        Trigger trigger = trigger(row, zone, defaults, problems);
        if (trigger == null || !problems.isEmpty()) {
            throw new BadRowException(String.join("; ", problems));
        }
        Duration grace = policy.misfireGrace() == null ? defaults.misfireGrace() : policy.misfireGrace();
        Duration timeout = policy.timeout() == null ? defaults.timeout() : policy.timeout();
        return new TaskDefinition(
                row, TaskArgs.parse(row.args()), policy, trigger, fingerprint(row, zone, defaults), grace, timeout);
    }

    /** The policies that {@code extra} spells, or null when it is broken; for seeing whether a change means anything. */
    public static @Nullable TaskPolicy policyOf(String extra) {
        List<String> problems = new ArrayList<>();
        TaskPolicy policy = PolicyReader.read(extra, problems);
        return problems.isEmpty() ? policy : null;
    }

    /**
     * How many executions of a task are kept. It counts as it stands in the row, whether the row runs or not: nothing that
     * runs depends on it.
     *
     * @param extra the row's; when it is broken, everything is kept until it is mended
     * @param fallback what counts where it says nothing
     */
    public static Keep keepOf(String extra, Keep fallback) {
        return PolicyReader.keep(extra, fallback);
    }

    /** All that the fire times of a row depend on; also for rows that cannot be read. */
    public static String fingerprint(TaskRow row, ZoneId zone, TaskDefaults defaults) {
        return String.join(
                "|",
                row.trigger().strip(),
                row.spec().strip(),
                zone.getId(),
                defaults.dialect().name());
    }

    private static @Nullable Trigger trigger(TaskRow row, ZoneId zone, TaskDefaults defaults, List<String> problems) {
        try {
            return Triggers.parse(row.trigger(), row.spec(), zone, defaults.dialect());
        } catch (BadSpecException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
