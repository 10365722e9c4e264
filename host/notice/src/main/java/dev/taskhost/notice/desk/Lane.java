package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.notice.Outbox.Claimed;
import dev.taskhost.core.notice.Outbox.Due;
import dev.taskhost.core.notice.Outbox.Traffic;
import dev.taskhost.notice.message.Composer;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.message.Story;
import dev.taskhost.notice.sender.SendException;
import dev.taskhost.notice.sender.Sender;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.QuietHours;
import dev.taskhost.notice.settings.SenderSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one sender's notices. Up to {@code digestCount} within {@code digestWindow} go one by one; when there are more,
 * those that are due go in one message, and what comes after them is held until the window is over, to go in one message as
 * well. What could not be sent, and what waited for the end of quiet hours, also goes in one. One pass at a time.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration CLAIM = Duration.ofSeconds(60); // a try takes half a minute at the very most
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 10_000;

    private final SenderSettings settings;
    private final NoticeSettings all;
    private final Sender sender;
    private final Outbox outbox;
    private final Composer composer;
    private final InstantSource clock;
    private final Supplier<String> claims;
    private final AtomicBoolean busy = new AtomicBoolean();
    private long pausedUntil;

    /**
     * @param claims makes a new claim with each call
     */
    Lane(
            SenderSettings settings,
            NoticeSettings all,
            Sender sender,
            Outbox outbox,
            InstantSource clock,
            Supplier<String> claims) {
        this.settings = settings;
        this.all = all;
        this.sender = sender;
        this.outbox = outbox;
        this.composer = new Composer(all);
        this.clock = clock;
        this.claims = claims;
    }

    /** Whose lane it is. */
    String name() {
        return settings.name();
    }

    /** Takes the lane for a pass; false when one is under way. Thread-safe. */
    boolean enter() {
        return busy.compareAndSet(false, true);
    }

    /** The pass is over. */
    void leave() {
        busy.set(false);
    }

    /** Sends what is due. What it throws is the store's. */
    void pass() {
        long now = clock.millis();
        if (now < pausedUntil) {
            return;
        }
        List<Due> due = outsideQuietHours(outbox.due(name(), now, AT_ONCE), now);
        if (due.isEmpty()) {
            return;
        }
        Traffic window = outbox.traffic(name(), now - all.digestWindow().toMillis());
        boolean many = due.size() > all.digestCount() && window.notices() == 0;
        if (many || due.stream().anyMatch(Due::together)) {
            send(ids(due), List.of());
        } else if (window.notices() + due.size() <= all.digestCount()) {
            sendSingly(due);
        } else {
            Long oldest = window.oldestAt();
            outbox.holdTogether(
                    ids(due),
                    (oldest == null ? now : oldest) + all.digestWindow().toMillis());
        }
    }

    private List<Due> outsideQuietHours(List<Due> due, long now) {
        Optional<QuietHours> quiet = settings.quiet();
        Optional<Instant> end = quiet.flatMap(hours -> hours.endAfter(Instant.ofEpochMilli(now), all.zone()));
        if (end.isEmpty() || due.isEmpty()) {
            return due;
        }
        List<Due> waits = due.stream().filter(each -> !each.urgent()).toList();
        if (!waits.isEmpty()) {
            outbox.holdTogether(ids(waits), end.get().toEpochMilli());
        }
        return due.stream().filter(Due::urgent).toList();
    }

    private void sendSingly(List<Due> due) {
        for (int i = 0; i < due.size(); i++) {
            boolean sent = send(List.of(due.get(i).id()), ids(due.subList(i + 1, due.size())));
            if (!sent) {
                return;
            }
        }
    }

    /**
     * Sends one message.
     *
     * @param behind what waits behind it, and waits with it should it fail
     * @return whether the next may follow at once
     */
    private boolean send(List<Long> ids, List<Long> behind) {
        long now = clock.millis();
        if (outbox.traffic(name(), now - A_MINUTE.toMillis()).messages() >= settings.perMinute()) {
            return false; // the next pass asks again
        }
        String claim = claims.get();
        Claimed claimed = outbox.claim(ids, claim, now, now + CLAIM.toMillis(), Composer.SHOWN);
        if (claimed.size() == 0) {
            return true; // another host has them
        }
        List<Story> stories = claimed.bodies().stream().map(Story::read).toList();
        Message message = composer.compose(messageId(ids, claimed), stories, claimed.counts());
        try {
            sender.send(message);
        } catch (SendException e) {
            failed(claim, claimed, behind, e);
            return false;
        }
        if (!outbox.sent(claim, clock.millis())) {
            LOG.warn(
                    "{} took longer than {} s, and another host may have sent the same: {}",
                    name(),
                    CLAIM.toSeconds(),
                    message.title());
        }
        LOG.info("notice to {}: {}", name(), message.title());
        return true;
    }

    private void failed(String claim, Claimed claimed, List<Long> behind, SendException e) {
        long now = clock.millis();
        String error = String.valueOf(e.getMessage());
        int givenUp = outbox.giveUp(claim, now - all.giveUp().toMillis(), error);
        if (givenUp > 0) {
            LOG.error(
                    "{} notices to {} are given up after {} h: {}",
                    givenUp,
                    name(),
                    all.giveUp().toHours(),
                    error);
        }
        long wait = Backoff.millis(claimed.tries(), e.retryAfter());
        pausedUntil = now + wait;
        outbox.failed(claim, pausedUntil, error);
        if (!behind.isEmpty()) {
            outbox.holdTogether(behind, pausedUntil);
        }
        if (givenUp < claimed.size()) {
            LOG.warn("{} could not send {} notices: {}. Next try in {} s", name(), claimed.size(), error, wait / 1_000);
        }
    }

    /** The same for the same notices: by it a receiver recognises what it got from a host that died before it could say so. */
    private String messageId(List<Long> ids, Claimed claimed) {
        String what = name() + ids + claimed.bodies().getFirst();
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static List<Long> ids(List<Due> due) {
        List<Long> ids = new ArrayList<>(due.size());
        due.forEach(each -> ids.add(each.id()));
        return ids;
    }
}
