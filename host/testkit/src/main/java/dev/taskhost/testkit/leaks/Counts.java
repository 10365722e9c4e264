package dev.taskhost.testkit.leaks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a module counts itself. */
final class Counts implements Watch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final Counted counted;

    Counts(Counted counted) {
        this.counted = counted;
    }

    @Override
    public Since begin() {
        int before = counted.count();
        return (patience, counts) -> counts.test(counted.name()) ? left(before, patience) : List.of();
    }

    private List<String> left(int before, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (counted.count() > before && System.nanoTime() < until) {
            LockSupport.parkNanos(this, LOOK_EVERY.toNanos()); // a count tells nobody that it has changed
        }
        int more = counted.count() - before;
        return more > 0 ? List.of(counted.name() + ": " + more + " more than before") : List.of();
    }
}
