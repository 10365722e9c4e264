package dev.taskhost.core.task;

import dev.taskhost.core.trigger.CronDialect;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What counts where a row says nothing.
 *
 * @param zone the zone in which cron and date are meant
 * @param dialect how a cron spec is read
 * @param misfireGrace how late a fire time may start
 * @param timeout how long a body may run; zero: as long as it likes
 * @param keep how many executions are kept
 */
public record TaskDefaults(ZoneId zone, CronDialect dialect, Duration misfireGrace, Duration timeout, Keep keep) {}
