package dev.taskhost.notice.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, before a provider's markup. Immutable.
 *
 * @param id unique; the same when it is sent again after its answer was lost
 * @param title one line
 * @param mentions who is mentioned, in the provider's own terms
 * @param data the same for programs: values that JSON knows
 */
public record Message(
        String id,
        Tone tone,
        String title,
        List<Part> parts,
        List<String> mentions,
        Map<String, @Nullable Object> data) {
    public Message {
        parts = List.copyOf(parts);
        mentions = List.copyOf(mentions);
    }
}
