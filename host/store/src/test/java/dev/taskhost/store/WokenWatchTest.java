package dev.taskhost.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.Scheduler;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.engine.SchedulerEvent;
import dev.taskhost.core.engine.SchedulerEvent.Registered;
import dev.taskhost.core.engine.SchedulerSettings;
import dev.taskhost.core.engine.Stores;
import dev.taskhost.core.engine.SyncedClock;
import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.RangeFingerprint;
import dev.taskhost.core.store.RecentChange;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.Wake;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.trigger.CronDialect;
import dev.taskhost.testkit.engine.TestBodies;
import dev.taskhost.testkit.store.StoreUnderTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host with its threads whose next look is an hour away: whatever it sees in time, a signal made it see. */
@Timeout(120)
class WokenWatchTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final BlockingQueue<SchedulerEvent> events = new LinkedBlockingQueue<>();
    private final Knocks wake = new Knocks();
    private StoreUnderTest store;
    private CountedLooks looks;
    private Scheduler scheduler;

    @BeforeEach
    void start() throws InterruptedException {
        store = OpenedStore.embedded(folder).open(new SyncedClock(InstantSource.system()));
        looks = new CountedLooks(store.tasks());
        TestBodies bodies = new TestBodies();
        bodies.quick("quick", call -> new BodyResult.Returned("1", null));
        SchedulerSettings settings = new SchedulerSettings(
                NodeInfo.named("a"),
                new TaskDefaults(
                        ZoneOffset.UTC, CronDialect.STANDARD, Duration.ofMinutes(1), Duration.ZERO, Keep.EVERYTHING),
                HOUR,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ZERO,
                0);
        scheduler = new Scheduler(
                settings,
                new Stores(
                        looks,
                        store.ledger(),
                        store.queue(),
                        store.nodes(),
                        store.retention(),
                        store.outputs(),
                        new ProgressFlusher(store.progress(), failure -> {})),
                new BodyLookup(List.of(bodies)),
                new SyncedClock(InstantSource.system()),
                wake,
                events::add);
        scheduler.start();
        looks.awaitBegin();
        looks.awaitPassed(); // or a gate that a test closes now would hold this look instead of the next
    }

    @AfterEach
    void end() {
        looks.open();
        scheduler.close();
        store.close();
    }

    @Test
    void aSignalIsFollowedByALookAlsoWhenTheLastWasAMomentAgo() throws Exception {
        for (int i = 0; i < 5; i++) {
            wake.knock();
            looks.awaitBegin(); // began after the signal, as nothing else begins one within the hour
        }
    }

    @Test
    void aChangeIsActedOnAfterASignal() throws Exception {
        insert("t");
        wake.knock();
        assertThat(await(Registered.class).taskKey()).isEqualTo("t");
    }

    @Test
    void aSignalDuringALookIsFollowedByAnother() throws Exception {
        looks.close();
        wake.knock();
        looks.awaitBegin(); // it has not read yet, but the next signal cannot know that
        wake.knock();
        looks.open();
        looks.awaitBegin();
    }

    @Test
    void aFloodDuringALookIsFollowedByOneMore() throws Exception {
        looks.close();
        wake.knock();
        looks.awaitBegin();
        for (int i = 0; i < 100_000; i++) {
            wake.knock();
        }
        looks.open();
        looks.awaitBegin();
        insert("after");
        wake.knock();
        await(Registered.class);
        assertThat(looks.begun()).isLessThanOrEqualTo(5);
    }

    private <E extends SchedulerEvent> E await(Class<E> kind) throws InterruptedException {
        while (true) {
            SchedulerEvent event = events.poll(60, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private void insert(String key) throws SQLException {
        try (Connection c = store.connect();
                Statement st = c.createStatement()) {
            st.executeUpdate("INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, is_valid, status)"
                    + " VALUES ('" + key + "', '', 'quick', 'interval', '3600', 1, 'ready')");
        }
    }

    /** A wake in the test's hand. */
    private static final class Knocks implements Wake {
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        void knock() {
            listeners.forEach(Runnable::run);
        }

        @Override
        public void signal() {
            knock();
        }

        @Override
        public void onWake(Runnable listener) {
            listeners.add(listener);
        }

        @Override
        public void close() {}
    }

    /** A task table that tells when a look begins, and holds it at a gate before it reads. */
    private static final class CountedLooks implements TaskTable {
        private final TaskTable tasks;
        private final Semaphore begins = new Semaphore(0);
        private final Semaphore gate = new Semaphore(1);
        private final Semaphore passed = new Semaphore(0);
        private volatile int begun;

        CountedLooks(TaskTable tasks) {
            this.tasks = tasks;
        }

        void awaitBegin() throws InterruptedException {
            assertThat(begins.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }

        void awaitPassed() throws InterruptedException {
            assertThat(passed.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }

        int begun() {
            return begun;
        }

        void close() {
            gate.acquireUninterruptibly();
        }

        void open() {
            if (gate.availablePermits() == 0) {
                gate.release();
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // of the watch's thread alone
        private void pass() {
            begun++;
            begins.release();
            gate.acquireUninterruptibly();
            gate.release();
            passed.release();
        }

        @Override
        public List<WatchedRow> readAll() {
            return tasks.readAll();
        }

        @Override
        public List<RecentChange> recentChanges(int seconds) {
            pass();
            return tasks.recentChanges(seconds);
        }

        /** The first look begins with this. */
        @Override
        public List<RangeFingerprint> fingerprints() {
            if (begun == 0) {
                pass();
            }
            return tasks.fingerprints();
        }

        @Override
        public List<WatchedRow> readRanges(Collection<Integer> ranges) {
            return tasks.readRanges(ranges);
        }

        @Override
        public List<WatchedRow> readIds(Collection<Integer> ids) {
            return tasks.readIds(ids);
        }

        @Override
        public Optional<WatchedRow> readByKey(String taskKey) {
            return tasks.readByKey(taskKey);
        }
    }
}
