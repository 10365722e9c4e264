package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Alarms.Occurrence;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what the ledger has written down. Not thread-safe. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int AT_ONCE = 2_000;

    private final Alarms alarms;
    private final Judge judge;
    private final Duration staleAfter;

    /**
     * @param staleAfter what happened longer ago is not told any more: notices were off meanwhile
     */
    Intake(Alarms alarms, Judge judge, Duration staleAfter) {
        this.alarms = alarms;
        this.judge = judge;
        this.staleAfter = staleAfter;
    }

    /** Takes in the oldest; answers whether there may be more. */
    boolean take(long now) {
        List<Occurrence> all = alarms.occurrences(AT_ONCE);
        if (all.isEmpty()) {
            return false;
        }
        List<Occurrence> fresh = all.stream()
                .filter(each -> now - each.at() <= staleAfter.toMillis())
                .toList();
        List<Long> ids = all.stream().map(Occurrence::id).toList();
        boolean recorded = alarms.record(judge.judge(Happening.of(fresh), ids, now));
        if (recorded && fresh.size() < all.size()) {
            LOG.warn(
                    "{} things that happened to tasks more than {} h ago are not told any more (notice.give_up_seconds)",
                    all.size() - fresh.size(),
                    staleAfter.toHours());
        }
        return recorded && all.size() == AT_ONCE;
    }
}
