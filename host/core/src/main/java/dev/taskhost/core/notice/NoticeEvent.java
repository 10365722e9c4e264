package dev.taskhost.core.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can happen to a task that people want to know; the word is that of the tables, the settings and the messages' data. */
public enum NoticeEvent {
    /** An execution failed, and is not tried again. */
    FAILED,
    /** An execution was stopped by its timeout, and is not tried again. */
    TIMEOUT,
    /** An execution's host died, or its task was freed. */
    LOST,
    /** The row cannot run. */
    REJECTED,
    /** Fire times passed unserved. */
    MISSED,
    /** A fire time was served by no run for longer than {@code extra.delay}. */
    LATE,
    /** The first success after any of the above. */
    RECOVERED,
    /** What a body wants told; opens no alarm. */
    MESSAGE,
    /** A fire time met a running task. Not told: when no run follows for long enough, the task is {@link #LATE}. */
    SKIPPED;

    /** As stored and written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether people are told of it. */
    public boolean told() {
        return this != SKIPPED;
    }

    /** The event of this word, empty when there is none. */
    public static Optional<NoticeEvent> of(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word().equals(word))
                .findFirst();
    }

    /** The words of all events that people are told of. */
    public static List<String> words() {
        return Arrays.stream(values())
                .filter(NoticeEvent::told)
                .map(NoticeEvent::word)
                .toList();
    }
}
