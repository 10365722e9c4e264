package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import dev.taskhost.notice.route.Routes;
import dev.taskhost.notice.sender.Sender;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.SenderSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of the work of notices, in steps. One host at a time does it ({@link Alarms#claim}); another takes over when it has been
 * silent for {@value #HOLD_SECONDS} s. Should two do it for a moment, what is recorded is still recorded once, and what is
 * sent is claimed first. Steps come from one thread; sending happens on the executor, one pass for each sender at a time.
 */
public final class NoticeDesk {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);
    private static final int HOLD_SECONDS = 15;
    private static final Duration HOLD = Duration.ofSeconds(HOLD_SECONDS);
    private static final Duration CLAIM_EVERY = Duration.ofSeconds(5);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    private static final Duration KEEP = Duration.ofDays(7);
    private static final int INTAKES_AT_ONCE = 20;
    private static final int PRUNE_AT_ONCE = 1_000;

    private final String node;
    private final Alarms alarms;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Executor sending;
    private final Intake intake;
    private final Recoveries recoveries;
    private final Lateness lateness;
    private final List<Lane> lanes = new ArrayList<>();
    private boolean held;
    private long claimAt = Long.MIN_VALUE;
    private long tidyAt = Long.MIN_VALUE;
    private String trouble = "";

    /**
     * @param node this host's name
     * @param clock the database's time, as all hosts have it
     * @param senders makes the sender of its settings
     * @param claims makes a new text with each call, 36 characters at most, unique over all hosts
     * @param sending runs passes of senders, which may take half a minute
     */
    public NoticeDesk(
            String node,
            NoticeSettings settings,
            Alarms alarms,
            Outbox outbox,
            InstantSource clock,
            Function<SenderSettings, Sender> senders,
            Supplier<String> claims,
            Executor sending) {
        this.node = node;
        this.alarms = alarms;
        this.outbox = outbox;
        this.clock = clock;
        this.sending = sending;
        Routes routes = new Routes(settings);
        Judge judge = new Judge(alarms, routes, settings.repeat());
        this.intake = new Intake(alarms, judge, settings.giveUp());
        this.recoveries = new Recoveries(alarms, routes, clock, settings.recoverAfter());
        this.lateness = new Lateness(alarms, routes, judge);
        for (SenderSettings each : settings.senders()) {
            lanes.add(new Lane(each, settings, senders.apply(each), outbox, clock, claims));
        }
    }

    /** Does what is to be done now; a database that is away is waited for. */
    public void step() {
        try {
            if (holdsTheWork()) {
                work();
            }
            trouble = "";
        } catch (StoreUnavailableException e) {
            LOG.debug("notices wait for the database; the engine tells that it is away", e);
        } catch (StoreException e) {
            tell(e);
        }
    }

    /** Gives the work to whichever host asks next. What the store throws is thrown. */
    public void leave() {
        if (held) {
            held = false;
            alarms.release(node);
        }
    }

    private void tell(StoreException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(trouble)) {
            LOG.error("notices are not taken in or sent meanwhile: {}", reason);
        }
        trouble = reason;
    }

    private boolean holdsTheWork() {
        long now = clock.millis();
        if (now >= claimAt || claimAt - now > CLAIM_EVERY.toMillis()) {
            held = alarms.claim(node, now, HOLD);
            claimAt = now + CLAIM_EVERY.toMillis();
        }
        return held;
    }

    private void work() {
        long now = clock.millis();
        for (int i = 0; i < INTAKES_AT_ONCE && intake.take(now); i++) {}
        recoveries.look(now);
        lateness.look(now);
        if (now >= tidyAt) {
            tidyAt = now + TIDY_EVERY.toMillis();
            alarms.closeOfGone();
            outbox.prune(now - KEEP.toMillis(), PRUNE_AT_ONCE);
            giveUpOfUnknownSenders();
        }
        lanes.forEach(this::pass);
    }

    private void giveUpOfUnknownSenders() {
        Set<String> known = lanes.stream().map(Lane::name).collect(Collectors.toSet());
        for (String sender : outbox.waitingFor()) {
            if (!known.contains(sender)) {
                int count = outbox.giveUpAll(sender, "there is no sender of this name in common.toml any more");
                LOG.error(
                        "{} notices to {} are given up: common.toml has no [notice.senders.{}] any more",
                        count,
                        sender,
                        sender);
            }
        }
    }

    private void pass(Lane lane) {
        if (!lane.enter()) {
            return; // it is still at the one before: its server is slow
        }
        sending.execute(() -> {
            try {
                lane.pass();
            } catch (StoreUnavailableException e) {
                LOG.debug("notices to {} wait for the database", lane.name(), e);
            } catch (RuntimeException e) {
                LOG.error("a fault in sending notices to {}; it goes on", lane.name(), e);
            } finally {
                lane.leave();
            }
        });
    }
}
