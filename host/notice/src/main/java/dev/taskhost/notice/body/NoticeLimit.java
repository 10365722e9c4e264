package dev.taskhost.notice.body;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many notices executions have sent, so that a loop cannot flood anybody. The executions that spoke last are remembered, {@value
 * #REMEMBERED} of them, so nobody has to say when one has ended. Thread-safe.
 */
final class NoticeLimit {
    /** Of one execution. */
    static final int MOST = 100;

    private static final int REMEMBERED = 10_000;

    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Counts one; false, and nothing is counted, when there were {@value #MOST}. */
    synchronized boolean take(String traceId) {
        int sent = counts.getOrDefault(traceId, 0);
        if (sent >= MOST) {
            return false;
        }
        counts.put(traceId, sent + 1);
        return true;
    }

    /** One that was counted was not sent after all. */
    synchronized void giveBack(String traceId) {
        counts.computeIfPresent(traceId, (id, sent) -> sent - 1);
    }
}
