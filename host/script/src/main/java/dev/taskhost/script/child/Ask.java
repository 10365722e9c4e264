package dev.taskhost.script.child;

import java.net.ProtocolException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks of the host while it is at a call, as a frame of {@link Link}. It is answered by {@link Link#tell}, whenever
 * that is possible; any number may wait for their answers. Immutable.
 *
 * @param call the number of the call that the process is at
 * @param number tells the answer from others; 0 where none is wanted
 * @param what it asks for
 * @param session whom it asks; 0 for the host itself
 * @param words for {@link dev.taskhost.script.service.Lent}: of {@link What#OPEN} as its {@code open} takes them, of {@link
 *     What#ASK} an operation and its texts
 */
public record Ask(long call, long number, What what, long session, List<String> words) {
    /** What can be asked for. */
    public enum What {
        /** A session. */
        OPEN,
        /** An operation of a session, or of the host itself. */
        ASK,
        /** That what a session is at ends; this is not answered. */
        ABANDON
    }

    /** Copies the words. */
    public Ask {
        words = List.copyOf(words);
    }

    /** As {@link Link#write} takes it. */
    public Map<String, Object> frame() {
        return Map.of(
                "kind", "ask",
                "id", call,
                "n", number,
                "do", what.name().toLowerCase(Locale.ROOT),
                "session", session,
                "words", words);
    }

    /** @throws ProtocolException when that is no such frame */
    static Ask read(Map<String, @Nullable Object> frame) throws ProtocolException {
        if (frame.get("id") instanceof Long call
                && frame.get("n") instanceof Long number
                && frame.get("session") instanceof Long session
                && frame.get("words") instanceof List<?> words
                && words.stream().allMatch(String.class::isInstance)) {
            return new Ask(
                    call,
                    number,
                    what(frame.get("do")),
                    session,
                    words.stream().map(String::valueOf).toList());
        }
        throw new ProtocolException("an ask that lacks something, or has something else in its place");
    }

    private static What what(@Nullable Object word) throws ProtocolException {
        return switch (String.valueOf(word)) {
            case "open" -> What.OPEN;
            case "ask" -> What.ASK;
            case "abandon" -> What.ABANDON;
            default -> throw new ProtocolException("an ask that does " + word);
        };
    }

    /** About as much of the host's memory it takes. */
    long characters() {
        return words.stream().mapToLong(String::length).sum();
    }
}
