package dev.taskhost.core.trigger;

/**
 * A cron spec that was read, in any dialect.
 *
 * @param schedule what it matches on the local clock
 * @param wildcard whether the minute field or the hour field begins with {@code *}; see {@link CronTrigger}
 */
record CronPlan(LocalSchedule schedule, boolean wildcard) {
    /** Some day to begin at when asking whether a spec ever fires: 1970-01-01. */
    private static final long EPOCH = 0;

    /**
     * Refuses a spec that can be read but never fires, such as the 30th of February.
     *
     * @throws BadSpecException when it never fires
     */
    CronPlan checked(String spec) {
        if (schedule.nextAtOrAfter(EPOCH) == LocalSchedule.NEVER) {
            throw new BadSpecException(
                    "cron spec \"" + spec + "\" can never fire: no such day exists in the months and years"
                            + " it names (February has 29 days at most; April, June, September and November have 30)");
        }
        return this;
    }
}
