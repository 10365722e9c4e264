package dev.taskhost.bench;

import java.util.Locale;

/** What is measured. */
enum Workload {
    /** One-time tasks that are due at once: executions a second, first (cold) and third (warm) time. */
    DRAIN,
    /** Tasks that fire every second, for 20 s: how many of those expected ran, and how late. */
    EVERY_SECOND,
    /** One-time tasks on one second, three times: how late, the first (cold) and the last time (warm). */
    BURST,
    /** Hourly tasks: until all are registered; memory after it; idle CPU. */
    REGISTER;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Workload of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
