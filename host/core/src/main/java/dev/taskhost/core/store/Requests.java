package dev.taskhost.core.store;

/** What people ask of the hosts through the database, from a command or a page. Thread-safe; needs no lease. */
public interface Requests {
    /**
     * Asks every host to read a task's whole row again: {@link ScheduleRow#reloads} counts up, and {@link
     * TaskTable#readRecent} shows the row.
     *
     * @param taskKey the task's key, exactly; of several rows with one key the lowest id is meant
     * @return false when no task bears that key
     */
    boolean reload(String taskKey);
}
