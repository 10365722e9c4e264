package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.Misfires.Due;
import dev.taskhost.core.engine.Misfires.Missed;
import dev.taskhost.core.task.MisfirePolicy;
import dev.taskhost.core.trigger.Trigger;
import java.util.List;
import org.junit.jupiter.api.Test;

class MisfiresTest {
    private static final long GRACE = 60_000;
    private static final Trigger EVERY_10_S = new Every(10_000);

    @Test
    void aFireTimeOnTimeRuns() {
        assertThat(Misfires.of(EVERY_10_S, 100_000, 100_003, GRACE, MisfirePolicy.SKIP))
                .isEqualTo(new Due(null, 100_000L, List.of(), 110_000L));
    }

    @Test
    void lateWithinTheGraceStillRuns() {
        assertThat(Misfires.of(new Every(100_000), 100_000, 160_000, GRACE, MisfirePolicy.SKIP))
                .isEqualTo(new Due(null, 100_000L, List.of(), 200_000L));
    }

    @Test
    void severalWithinTheGraceRunOnceAndTheRestIsMissed() {
        assertThat(Misfires.of(EVERY_10_S, 100_000, 125_000, GRACE, MisfirePolicy.SKIP))
                .isEqualTo(new Due(new Missed(100_000, 110_000, 2, false), 120_000L, List.of(), 130_000L));
    }

    @Test
    void aLongGapRunsTheNewestOnly() {
        assertThat(Misfires.of(EVERY_10_S, 100_000, 1_000_005, GRACE, MisfirePolicy.SKIP))
                .isEqualTo(new Due(new Missed(100_000, 990_000, 90, false), 1_000_000L, List.of(), 1_010_000L));
    }

    @Test
    void beyondTheGraceNothingRuns() {
        assertThat(Misfires.of(new Every(1_000_000), 100_000, 160_001, GRACE, MisfirePolicy.SKIP))
                .isEqualTo(new Due(new Missed(100_000, 100_000, 1, false), null, List.of(), 1_100_000L));
    }

    @Test
    void aDateThatPassedIsMissedForGood() {
        assertThat(Misfires.of(new Once(), 100_000, 999_999, GRACE, MisfirePolicy.SKIP))
                .isEqualTo(new Due(new Missed(100_000, 100_000, 1, false), null, List.of(), null));
    }

    @Test
    void aVeryLongGapIsNotCountedOut() {
        Due due = Misfires.of(new Every(1_000), 0, 365L * 86_400_000, GRACE, MisfirePolicy.SKIP);
        assertThat(due.missed()).isEqualTo(new Missed(0, 9_999_000, Misfires.COUNT_LIMIT, true));
        assertThat(due.fireAt()).isEqualTo(365L * 86_400_000);
    }

    @Test
    void runOnceRunsTheNewestHoweverLate() {
        MisfirePolicy once = new MisfirePolicy(MisfirePolicy.Kind.RUN_ONCE, 0);
        assertThat(Misfires.of(new Every(1_000_000), 100_000, 160_001, GRACE, once))
                .isEqualTo(new Due(null, 100_000L, List.of(), 1_100_000L));
        assertThat(Misfires.of(new Every(1_000_000), 100_000, 2_500_000, GRACE, once))
                .isEqualTo(new Due(new Missed(100_000, 1_100_000, 2, false), 2_100_000L, List.of(), 3_100_000L));
        assertThat(Misfires.of(new Once(), 100_000, 999_999_999, GRACE, once))
                .isEqualTo(new Due(null, 100_000L, List.of(), null));
    }

    @Test
    void runAllQueuesTheNewestUpToTheCap() {
        MisfirePolicy three = new MisfirePolicy(MisfirePolicy.Kind.RUN_ALL, 3);
        assertThat(Misfires.of(EVERY_10_S, 100_000, 100_003, GRACE, three))
                .isEqualTo(new Due(null, 100_000L, List.of(), 110_000L));
        assertThat(Misfires.of(EVERY_10_S, 100_000, 125_000, GRACE, three))
                .isEqualTo(new Due(null, null, List.of(100_000L, 110_000L, 120_000L), 130_000L));
        assertThat(Misfires.of(EVERY_10_S, 100_000, 1_000_005, GRACE, three))
                .isEqualTo(new Due(
                        new Missed(100_000, 970_000, 88, false),
                        null,
                        List.of(980_000L, 990_000L, 1_000_000L),
                        1_010_000L));
    }

    @Test
    void aGapOfYearsIsNotWalkedThrough() {
        MisfirePolicy once = new MisfirePolicy(MisfirePolicy.Kind.RUN_ONCE, 0);
        CountedSteps steps = new CountedSteps(EVERY_10_S);
        Misfires.of(steps, 0, 20L * 365 * 86_400_000, GRACE, once);
        assertThat(steps.count).isLessThan(Misfires.COUNT_LIMIT + 100);
    }

    private static final class CountedSteps implements Trigger {
        private final Trigger trigger;
        private int count;

        CountedSteps(Trigger trigger) {
            this.trigger = trigger;
        }

        @Override
        public long first(long registeredAt) {
            return trigger.first(registeredAt);
        }

        @Override
        public long next(long fireAt, long after) {
            count++;
            return trigger.next(fireAt, after);
        }
    }

    private record Every(long period) implements Trigger {
        @Override
        public long first(long registeredAt) {
            return registeredAt + period;
        }

        @Override
        public long next(long fireAt, long after) {
            return fireAt + (Math.floorDiv(after - fireAt, period) + 1) * period;
        }
    }

    private record Once() implements Trigger {
        @Override
        public long first(long registeredAt) {
            return registeredAt;
        }

        @Override
        public long next(long fireAt, long after) {
            return NEVER;
        }
    }
}
