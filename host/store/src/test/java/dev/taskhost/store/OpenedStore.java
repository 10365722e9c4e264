package dev.taskhost.store;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.store.History;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Requests;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.store.StoreUnderTest;
import dev.taskhost.testkit.store.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A {@link JdbcStore} for the contract. */
record OpenedStore(JdbcStore store) implements StoreUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private static final AtomicInteger FILES = new AtomicInteger();
    private static final Set<JdbcStore> OPEN = ConcurrentHashMap.newKeySet();

    OpenedStore {
        OPEN.add(store);
    }

    /** Connections that somebody has taken from a pool and not given back, of all stores that are open. */
    static int borrowed() {
        return OPEN.stream()
                .map(store -> store.pool().getHikariPoolMXBean())
                .filter(Objects::nonNull) // of a pool that never connected
                .mapToInt(HikariPoolMXBean::getActiveConnections)
                .sum();
    }

    /** A fresh file in the folder. */
    static TestDatabase embedded(Path folder) {
        StoreSettings settings = new StoreSettings.Embedded(folder.resolve("db" + FILES.incrementAndGet()));
        return clock -> empty(settings, clock);
    }

    /** A fresh database on the MariaDB of this JVM. */
    static TestDatabase mariaDb() {
        StoreSettings settings = onServer(MariaDbServer.shared());
        return clock -> empty(settings, clock);
    }

    /** A fresh database as root. */
    static StoreSettings.Server onServer(MariaDbServer server) {
        return new StoreSettings.Server("127.0.0.1", server.port(), server.newDatabase(), "root", "");
    }

    private static OpenedStore empty(StoreSettings settings, InstantSource clock) {
        JdbcStore store = JdbcStore.open(settings, clock, true);
        if (store.prepare().stream().anyMatch(line -> line.contains("samples"))) {
            new OpenedStore(store).deleteSamples();
        }
        return new OpenedStore(store);
    }

    private void deleteSamples() {
        try (Connection c = store.connect();
                Statement st = c.createStatement()) {
            st.executeUpdate("DELETE FROM task");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public TaskQueue queue() {
        return store.queue();
    }

    @Override
    public TaskTable tasks() {
        return store.tasks();
    }

    @Override
    public Ledger ledger() {
        return store.ledger();
    }

    @Override
    public Nodes nodes() {
        return store.nodes();
    }

    @Override
    public History history() {
        return store.history();
    }

    @Override
    public Requests requests() {
        return store.requests();
    }

    @Override
    public Retention retention() {
        return store.retention();
    }

    @Override
    public Outputs outputs() {
        return store.outputs();
    }

    @Override
    public Progress progress() {
        return store.progress();
    }

    @Override
    public Alarms alarms() {
        return store.alarms();
    }

    @Override
    public Outbox outbox() {
        return store.outbox();
    }

    @Override
    public Connection connect() {
        return store.connect();
    }

    @Override
    public void close() {
        int left = stillBorrowed();
        OPEN.remove(store);
        store.close();
        if (left > 0) {
            throw new AssertionError(left + " connections were still borrowed when the store was closed");
        }
    }

    /** A look at the table that is under way gives its connection back when it is through. */
    private int stillBorrowed() {
        HikariPoolMXBean pool = store.pool().getHikariPoolMXBean();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (pool.getActiveConnections() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(this, BETWEEN_LOOKS.toNanos()); // the pool tells nobody
        }
        return pool.getActiveConnections();
    }
}
