package dev.taskhost.notice.route;

import java.util.List;

/**
 * Where a notice goes. Immutable.
 *
 * @param sender a sender's name
 * @param at who is mentioned
 * @param urgent whether it goes out in quiet hours too
 */
public record Destination(String sender, List<String> at, boolean urgent) {
    public Destination {
        at = List.copyOf(at);
    }
}
