package dev.taskhost.notice.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * All settings of notices. Immutable; prints without secrets.
 *
 * @param language of the messages
 * @param zone in which times are told and quiet hours are meant
 * @param link the template of a link, see {@link LinkTemplate}; empty for none
 * @param repeat how long after a message the same event of the same task is told again, should it go on
 * @param recoverAfter how long ago the last trouble must be for a success to be told as a recovery; zero: the first success
 * @param digestCount more notices than that within {@code digestWindow} go in one message, at least 1
 * @param digestWindow see above
 * @param giveUp how long a notice is tried
 * @param lateAfter how late a fire time may be served where {@code extra.delay} says nothing
 * @param senders may be empty: nobody is told anything
 * @param routes may be empty
 * @param defaults names of the senders that take what no route is for
 */
public record NoticeSettings(
        Language language,
        ZoneId zone,
        LinkTemplate link,
        Duration repeat,
        Duration recoverAfter,
        int digestCount,
        Duration digestWindow,
        Duration giveUp,
        Duration lateAfter,
        List<SenderSettings> senders,
        List<Route> routes,
        List<String> defaults) {
    /** What {@code repeat} is by default. */
    public static final Duration REPEAT = Duration.ofHours(4);

    /** What {@code digestCount} is by default. */
    public static final int DIGEST_COUNT = 5;

    /** What {@code digestWindow} is by default. */
    public static final Duration DIGEST_WINDOW = Duration.ofSeconds(30);

    /** What {@code giveUp} is by default. */
    public static final Duration GIVE_UP = Duration.ofDays(1);

    /** What {@code lateAfter} is by default: the original's. */
    public static final Duration LATE_AFTER = Duration.ofHours(1);

    public NoticeSettings {
        senders = List.copyOf(senders);
        routes = List.copyOf(routes);
        defaults = List.copyOf(defaults);
    }

    /** Whether anybody can be told anything. */
    public boolean enabled() {
        return !senders.isEmpty();
    }
}
