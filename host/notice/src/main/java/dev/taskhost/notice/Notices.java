package dev.taskhost.notice;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.notice.desk.NoticeDesk;
import dev.taskhost.notice.sender.Senders;
import dev.taskhost.notice.settings.NoticeSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's notices: a thread that takes steps of a {@link NoticeDesk}, and virtual threads that send. It works on the database
 * alone and is unknown to the engine, so nothing here can hold an execution up. Started once, closed once. Thread-safe.
 */
public final class Notices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Senders senders;
    private final NoticeDesk desk;
    private final ExecutorService sending = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("taskhost-notice-sender-", 1).factory());
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("taskhost-notice").unstarted(this::run);

    /**
     * Makes it; nothing happens yet.
     *
     * @param node this host's name
     * @param clock the database's time, as all hosts have it
     */
    public Notices(String node, NoticeSettings settings, Alarms alarms, Outbox outbox, InstantSource clock) {
        this.senders = new Senders(clock);
        this.desk = new NoticeDesk(
                node,
                settings,
                alarms,
                outbox,
                clock,
                senders::of,
                () -> UUID.randomUUID().toString(),
                sending);
    }

    /** Begins; the tables have to be there. */
    public void start() {
        thread.start();
    }

    /** Ends: what is being sent has some seconds, what waits is sent by another host or after the next start. */
    @Override
    public void close() {
        ending.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(PATIENCE);
            }
            sending.shutdown();
            if (!sending.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                sending.shutdownNow();
            }
        } catch (InterruptedException e) {
            sending.shutdownNow();
            Thread.currentThread().interrupt();
        }
        senders.close();
    }

    private void run() {
        try {
            do {
                step();
            } while (!ending.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
            desk.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            LOG.debug("the work of notices could not be given back; another host takes it in some seconds", e);
        }
    }

    private void step() {
        try {
            desk.step();
        } catch (RuntimeException e) {
            LOG.error("a fault in notices; it goes on", e);
        }
    }
}
