package dev.taskhost.testkit.engine;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.testkit.SettableClock;
import dev.taskhost.testkit.store.StoreUnderTest;
import dev.taskhost.testkit.store.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the engine's contracts share: a database, hosts on it, and hands to change and read the tables as people do. */
public abstract class EngineFixture {
    protected static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    protected static final BodyResult DONE = new BodyResult.Returned(null, null);

    protected final SettableClock clock = new SettableClock(START);
    protected final TestBodies bodies = new TestBodies();
    private final List<StoreUnderTest> opened = new ArrayList<>();
    private @Nullable TestDatabase database;

    /** A database nobody else uses. */
    protected abstract TestDatabase newDatabase();

    @BeforeEach
    void makeDatabase() {
        database = newDatabase();
        bodies.quick("quick", call -> DONE);
        bodies.held("held");
    }

    @AfterEach
    void closeStores() {
        opened.forEach(StoreUnderTest::close);
    }

    /** A host on the test's database, not stepped yet. */
    protected final SteppedHost host(String node) {
        return host(node, Duration.ZERO);
    }

    /** A host that may claim fire times so long before they come. */
    protected final SteppedHost host(String node, Duration lookAhead) {
        return host(NodeInfo.named(node), lookAhead, Duration.ZERO);
    }

    /** A host whose own clock is ahead of the true time, or behind it. */
    protected final SteppedHost host(NodeInfo self, Duration lookAhead, Duration ahead) {
        return new SteppedHost(self, store(), clock, bodies, lookAhead, ahead);
    }

    /** A store on the test's database. */
    protected final StoreUnderTest store() {
        if (database == null) {
            throw new IllegalStateException("only within a test");
        }
        StoreUnderTest store = database.open(clock);
        opened.add(store);
        return store;
    }

    /** Inserts an enabled task and answers its id. */
    protected final int insert(String key, String func, String trigger, String spec) {
        return insert(key, func, trigger, spec, "{}");
    }

    /** The same with an {@code extra}. */
    protected final int insert(String key, String func, String trigger, String spec, String extra) {
        execute(
                "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra)"
                        + " VALUES (?, '', ?, ?, ?, '1,2', 1, 'ready', ?)",
                key,
                func,
                trigger,
                spec,
                extra);
        return Integer.parseInt(ask("SELECT MAX(id) FROM task"));
    }

    /** Executes SQL as a person would. */
    protected final void execute(String sql, Object... values) {
        if (opened.isEmpty()) {
            store();
        }
        try (Connection c = opened.getFirst().connect();
                PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of all rows. */
    protected final List<String> list(String sql) {
        List<String> column = new ArrayList<>();
        try (Connection c = opened.getFirst().connect();
                PreparedStatement statement = c.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                column.add(String.valueOf(rows.getString(1)));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one value that a query answers. */
    protected final String ask(String sql) {
        return list(sql).getFirst();
    }

    /** The statuses of a task's executions, oldest first. */
    protected final List<String> statuses(int taskId) {
        return list("SELECT status FROM execute_task WHERE task_id = " + taskId + " ORDER BY id");
    }

    /** {@code task.status}. */
    protected final String taskStatus(int taskId) {
        return ask("SELECT status FROM task WHERE id = " + taskId);
    }

    /** The newest execution's {@code extra}. */
    protected final String newestExtra(int taskId) {
        return ask("SELECT extra FROM execute_task WHERE task_id = " + taskId + " ORDER BY id DESC LIMIT 1");
    }
}
