package dev.taskhost.core.notice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notices on their way to people: each is one event of one task for one sender. Those that are sent in one message bear one
 * claim. A claim runs out, so that another host sends what a dead one had claimed. Thread-safe; any call but {@link #add} may be
 * repeated.
 * Times are epoch milliseconds.
 */
public interface Outbox {
    /** Puts notices down to be sent, all of them or none, outside any alarm. Each call puts them down once more. */
    void add(List<NewNotice> notices);

    /** The senders for which something waits, whether it is due or not. */
    List<String> waitingFor();

    /** What is due for a sender and not claimed, the oldest first. */
    List<Due> due(String sender, long now, int most);

    /** How much a sender has sent since, this instant not included. */
    Traffic traffic(String sender, long since);

    /** Has notices wait until {@code dueAt}, and then go in one message. */
    void holdTogether(Collection<Long> ids, long dueAt);

    /**
     * Claims notices that wait and are not claimed, for one message.
     *
     * @param claim a new text of 36 characters at most
     * @param until when the claim runs out
     * @param bodies so many notices are answered with their bodies, the oldest first
     */
    Claimed claim(Collection<Long> ids, String claim, long now, long until, int bodies);

    /**
     * The message was sent.
     *
     * @return false when the claim had run out, and another host had the notices
     */
    boolean sent(String claim, long now);

    /** The message could not be sent: its notices wait until {@code dueAt}, and then go in one message. */
    void failed(String claim, long dueAt, String error);

    /** Gives up the notices of a claim that are older than {@code createdBefore}; answers how many. */
    int giveUp(String claim, long createdBefore, String error);

    /** Gives up all that waits for a sender; answers how many. */
    int giveUpAll(String sender, String error);

    /** Removes notices that were sent or given up, and are older; answers how many. */
    int prune(long createdBefore, int most);

    /** What waits, the oldest first. */
    List<Waiting> waiting(int most);

    /**
     * A notice to be sent.
     *
     * @param sender the name of the one who sends it, at most 64 characters
     * @param urgent whether it is sent in quiet hours too
     * @param body what it says, a JSON object of at most 65,535 bytes
     */
    record NewNotice(String sender, int taskId, NoticeEvent event, boolean urgent, long createdAt, String body) {}

    /**
     * A notice that may be sent now.
     *
     * @param together whether it was held to go with others
     */
    record Due(long id, boolean urgent, boolean together) {}

    /**
     * What was sent of late.
     *
     * @param messages how many messages
     * @param notices how many notices in them
     * @param oldestAt when the oldest was sent; null when there was none
     */
    record Traffic(int messages, int notices, @Nullable Long oldestAt) {}

    /**
     * What was claimed.
     *
     * @param counts how many of each event; empty when all was taken by others
     * @param bodies those of the oldest notices
     * @param tries how often one of them was tried before, the highest
     */
    record Claimed(Map<NoticeEvent, Integer> counts, List<String> bodies, int tries) {
        public Claimed {
            counts = Map.copyOf(counts);
            bodies = List.copyOf(bodies);
        }

        /** How many notices. */
        public int size() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A notice that waits.
     *
     * @param error why it could not be sent last time; null when it was not tried
     */
    record Waiting(
            long id,
            String sender,
            int taskId,
            NoticeEvent event,
            long createdAt,
            long dueAt,
            int tries,
            @Nullable String error) {}
}
