package dev.taskhost.script.worker;

import java.util.HashMap;
import java.util.Map;

/** What was seen of functions, to tell which worker their next execution goes to. Confined to its pool's lock. */
final class Habits {
    /** Once may be a load or a collector's pause; a function that blocks does it again. */
    private static final int STRIKES = 3;

    private static final int MOST_STRIKES = 10;

    /** So many executions without a long step take one strike back. */
    private static final int FORGIVEN_AFTER = 20;

    private static final class Habit {
        boolean waits;
        int strikes;
        int fine;
    }

    private final Map<String, Habit> known = new HashMap<>();

    Manner of(String function) {
        if (function.isEmpty()) {
            return Manner.PLAIN;
        }
        Habit habit = known.get(function);
        if (habit == null) {
            return Manner.UNKNOWN;
        }
        if (!habit.waits) {
            return Manner.PLAIN;
        }
        return habit.strikes < STRIKES ? Manner.WAITS : Manner.BLOCKS;
    }

    /** Its first step is over, and it waits or has ended; a function that waited once may do so again. */
    void stepped(String function, boolean waits) {
        if (!function.isEmpty()) {
            Habit habit = known.computeIfAbsent(function, name -> new Habit());
            habit.waits |= waits;
            if (++habit.fine % FORGIVEN_AFTER == 0 && habit.strikes > 0) {
                habit.strikes--;
            }
        }
    }

    /** A step of it held its worker for long. */
    void blocked(String function) {
        Habit habit = known.computeIfAbsent(function, name -> new Habit());
        habit.fine = 0;
        habit.strikes = Math.min(MOST_STRIKES, habit.strikes + 1);
    }

    /** The scripts have changed. */
    void forget() {
        known.clear();
    }
}
