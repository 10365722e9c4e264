package dev.taskhost.notice.settings;

import dev.taskhost.core.notice.NoticeEvent;
import java.util.List;
import java.util.Set;

/**
 * Which events of which tasks go to whom. Immutable.
 *
 * @param name its name in the configuration
 * @param tasks patterns of task keys; {@code *} stands for any characters, {@code ?} for one
 * @param events those it takes
 * @param senders names of senders
 * @param at who is mentioned besides, in the provider's own terms
 * @param urgent whether it goes out in quiet hours too
 */
public record Route(
        String name,
        List<String> tasks,
        Set<NoticeEvent> events,
        List<String> senders,
        List<String> at,
        boolean urgent) {
    public Route {
        tasks = List.copyOf(tasks);
        events = Set.copyOf(events);
        senders = List.copyOf(senders);
        at = List.copyOf(at);
    }
}
