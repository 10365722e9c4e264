package dev.taskhost.notice.desk;

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
import dev.taskhost.store.JdbcStore;
import dev.taskhost.store.StoreSettings;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.store.StoreUnderTest;
import dev.taskhost.testkit.store.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** The real store, for the engine of the test kit and for the desk. */
record OpenedStore(JdbcStore store) implements StoreUnderTest {
    private static final AtomicInteger FILES = new AtomicInteger();

    static TestDatabase embedded(Path folder) {
        StoreSettings settings = new StoreSettings.Embedded(folder.resolve("db" + FILES.incrementAndGet()));
        return clock -> empty(settings, clock);
    }

    static TestDatabase mariaDb() {
        MariaDbServer server = MariaDbServer.shared();
        StoreSettings settings = new StoreSettings.Server("127.0.0.1", server.port(), server.newDatabase(), "root", "");
        return clock -> empty(settings, clock);
    }

    private static OpenedStore empty(StoreSettings settings, InstantSource clock) {
        JdbcStore store = JdbcStore.open(settings, clock, true);
        if (store.prepare().stream().anyMatch(line -> line.contains("samples"))) {
            try (Connection c = store.connect();
                    Statement st = c.createStatement()) {
                st.executeUpdate("DELETE FROM task");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return new OpenedStore(store);
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
    public TaskQueue queue() {
        return store.queue();
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
        store.close();
    }
}
