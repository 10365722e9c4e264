package dev.taskhost.core.trigger;

/** How a cron spec is read. */
public enum CronDialect {
    /** Vixie cron and cronie (crontab(5)): 0 and 7 are Sunday, day-of-month OR day-of-week. Six fields put seconds first. */
    STANDARD,
    /** APScheduler's {@code from_crontab}: 0 is Monday, day-of-month AND day-of-week. */
    APSCHEDULER,
    /** Quartz and XXL-JOB: six or seven fields with seconds, {@code ? L W #}; 1 is Sunday. */
    QUARTZ
}
