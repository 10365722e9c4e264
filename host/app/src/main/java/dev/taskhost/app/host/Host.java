package dev.taskhost.app.host;

import dev.taskhost.core.Scheduler;
import dev.taskhost.core.engine.SchedulerSettings;
import dev.taskhost.core.engine.Stores;
import dev.taskhost.core.engine.SyncedClock;
import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.Wake;
import dev.taskhost.notice.Notices;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.store.JdbcStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running host: the one place where its parts are put together. Opened once, run by one thread, ended by any.
 */
public final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final Duration STOP_GRACE = Duration.ofSeconds(3);
    private static final Duration LOOK_AHEAD = Duration.ofSeconds(1);
    private static final long RETRY_SECONDS = 2;
    private static final int PLACE_LENGTH = 1_024;
    private static final int REPEAT_WORD_EVERY = 15;

    private final Setup setup;
    private final NodeLock lock;
    private final Bodies bodies;
    private final JdbcStore store;
    private final FutureTask<Boolean> preparing;
    private final Wake wake;
    private final Scheduler scheduler;
    private final Optional<Notices> notices;
    private final EmergencyExit emergency;
    private final HealthServer health;
    private final Pulse pulse = new Pulse();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean failed;
    private volatile boolean scheduling;

    private Host(Setup setup, String version, int port) {
        this.setup = setup;
        this.emergency = EmergencyExit.install();
        this.lock = NodeLock.take(setup.data(), hostName());
        this.health = HealthServer.listen(setup.configuration().common().http().host(), port, pulse::isUp);
        SyncedClock clock = new SyncedClock(setup.clock());
        NoticeSettings told = setup.configuration().common().notice();
        this.store = JdbcStore.open(setup.database(), clock, told.enabled());
        this.preparing = new FutureTask<>(this::prepare);
        Thread.ofPlatform().daemon().name("taskhost-prepare").start(preparing); // while the bodies are read
        ProgressFlusher progress = BodyOperations.flusher(store);
        this.bodies =
                Bodies.openAsHost(setup, version, BodyOperations.ofHost(lock.node(), told, store, progress, clock));
        Stores stores = new Stores(
                store.tasks(),
                store.ledger(),
                store.queue(),
                store.nodes(),
                store.retention(),
                store.outputs(),
                progress);
        this.wake = setup.openWake();
        Narrator narrator = new Narrator(setup.defaults().zone());
        this.scheduler = new Scheduler(settings(version), stores, bodies.lookup(), clock, wake, event -> {
            emergency.accept(event);
            pulse.accept(event);
            narrator.accept(event);
        });
        this.notices = told.enabled()
                ? Optional.of(new Notices(lock.node(), told, store.alarms(), store.outbox(), clock))
                : Optional.empty();
    }

    /**
     * Opens a host: folders, port and interpreters; the database is not needed yet.
     *
     * @param version of taskhost
     * @param port to listen on; 0 takes any free one
     * @throws FolderInUseException when a folder cannot be used
     * @throws HealthServer.AddressException when the address cannot be used
     */
    public static Host open(Setup setup, String version, int port) {
        return new Host(setup, version, port);
    }

    /** This host's name. */
    public String node() {
        return lock.node();
    }

    /** Where it answers health questions. */
    public String address() {
        return health.address();
    }

    /** Its scripts and plugins. */
    public Bodies bodies() {
        return bodies;
    }

    /**
     * Runs until {@link #close} is called from another thread and the end is reached, or until it cannot go on.
     *
     * @return whether it ended because it was told to; else it is still to be closed
     * @throws ExecutionException when preparing the database failed in a way it should not
     */
    public boolean run() throws InterruptedException, ExecutionException {
        int limit = setup.configuration().common().scheduler().abandonedLimit();
        bodies.onAbandoned(limit, () -> fail(limit));
        if (preparing.get()) {
            scheduling = true;
            scheduler.start();
            notices.ifPresent(Notices::start);
            HeapGuardThread.start(setup.configuration().common().scheduler().heapLimit(), scheduler::heap, over);
        }
        over.await();
        return !failed;
    }

    private void fail(int limit) {
        LOG.error(
                "{} threads of tasks could not be stopped and go on using this process; the limit is {}"
                        + " (scheduler.abandoned_limit), so it ends for its supervisor to start another",
                bodies.abandoned(),
                limit);
        failed = true;
        over.countDown();
    }

    /** Ends: drains, records, closes everything. Returns when that is done. */
    @Override
    public void close() {
        ending.countDown();
        if (scheduling) {
            LOG.info(
                    "ending: nothing starts any more; what runs has {} s",
                    setup.configuration().common().scheduler().drain().toSeconds());
            if (!scheduler.drain()) {
                LOG.error("the database is away, so not everything could be recorded;"
                        + " it will be found lost when a host starts again");
            }
        }
        notices.ifPresent(Notices::close);
        health.close();
        wake.close();
        bodies.close();
        store.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock on the data folder could not be closed; it ends with the process", e);
        }
        LOG.info("ended");
        over.countDown();
    }

    /** Waits for a database that can be used; false when the host was told to end before. */
    private boolean prepare() throws InterruptedException {
        String told = "";
        for (int tries = 0; ; tries++) {
            try {
                store.prepare().forEach(LOG::info);
                LOG.info("database     {}", store.describe());
                pulse.prepared();
                return true;
            } catch (StoreException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(told) || tries % REPEAT_WORD_EVERY == 0) {
                    LOG.error("{}\n  It is tried again every {} s; nothing starts until then.", reason, RETRY_SECONDS);
                }
                told = reason;
            }
            if (ending.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        }
    }

    private SchedulerSettings settings(String version) {
        var scheduler = setup.configuration().common().scheduler();
        return new SchedulerSettings(
                self(version),
                setup.defaults(),
                scheduler.watch(),
                scheduler.drain(),
                STOP_GRACE,
                LOOK_AHEAD,
                scheduler.heartbeat(),
                scheduler.deadAfter(),
                scheduler.freeDoingAfter(),
                setup.configuration().common().outputBytes());
    }

    private NodeInfo self(String version) {
        String place = hostName() + ":" + setup.data().toAbsolutePath().normalize();
        return new NodeInfo(
                lock.node(),
                UUID.randomUUID().toString(),
                ProcessHandle.current().pid(),
                place.substring(0, Math.min(place.length(), PLACE_LENGTH)),
                version);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.warn("this machine's name cannot be found ({}); the host calls itself 'localhost'", e.getMessage());
            return "localhost";
        }
    }
}
