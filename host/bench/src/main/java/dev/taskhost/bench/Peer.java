package dev.taskhost.bench;

import java.time.Instant;

/** Another scheduler in the child process, with the settings its makers recommend for speed. */
interface Peer {
    /** Makes its tables in the empty database. */
    void createTables() throws Exception;

    /** Plans one-time executions, as fast as it can. */
    void scheduleOnce(int count, Instant at) throws Exception;

    /** Plans executions for every second, from {@code first} on. */
    void scheduleEverySecond(int count, Instant first) throws Exception;

    /** Plans executions for every hour. */
    void scheduleHourly(int count) throws Exception;

    /** Starts to execute. */
    void start() throws Exception;

    /** Ends. */
    void stop() throws Exception;
}
