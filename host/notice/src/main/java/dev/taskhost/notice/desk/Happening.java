package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.Alarms.Occurrence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One event of one task, however often it happened at once.
 *
 * @param executionId the last execution it happened to
 */
record Happening(AlarmKey key, long firstAt, long lastAt, long count, long executionId) {
    /** Puts together what happened to the same task in the same way. */
    static Collection<Happening> of(List<Occurrence> occurrences) {
        Map<AlarmKey, Happening> happenings = new LinkedHashMap<>();
        for (Occurrence each : occurrences) {
            AlarmKey key = new AlarmKey(each.taskId(), each.event());
            happenings.merge(key, new Happening(key, each.at(), each.at(), 1, each.executionId()), Happening::and);
        }
        return happenings.values();
    }

    private Happening and(Happening later) {
        return new Happening(
                key,
                Math.min(firstAt, later.firstAt),
                Math.max(lastAt, later.lastAt),
                count + later.count,
                Math.max(executionId, later.executionId));
    }
}
