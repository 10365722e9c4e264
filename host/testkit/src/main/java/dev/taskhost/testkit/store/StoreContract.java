package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.store.Ledger.StartResult.Started;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.OverlapPolicy;
import dev.taskhost.testkit.SettableClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the parts of the contract share: a fresh database for each test, a host {@code a} on it, and hands to change the
 * tables as people do. A new store proves itself by inheriting from the contracts and answering {@link #newDatabase}.
 */
public abstract class StoreContract {
    protected static final String A = "fingerprint a";

    protected final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final List<StoreUnderTest> opened = new ArrayList<>();
    private @Nullable TestDatabase database;
    private @Nullable StoreUnderTest store;
    private @Nullable Lease lease;
    private int traces;

    /** A database nobody else uses. */
    protected abstract TestDatabase newDatabase();

    @BeforeEach
    void openStore() {
        database = newDatabase();
        store = open();
        lease = store.nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
    }

    @AfterEach
    void closeStores() {
        opened.forEach(StoreUnderTest::close);
    }

    /** Another host on the same database. */
    protected final StoreUnderTest open() {
        StoreUnderTest another = there(database).open(clock);
        opened.add(another);
        return another;
    }

    protected final StoreUnderTest store() {
        return there(store);
    }

    /** Of host {@code a}. */
    protected final Lease lease() {
        return there(lease);
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("only within a test");
        }
        return value;
    }

    /** Inserts an enabled task that is {@code ready}. */
    protected final int task(String key) {
        return task(key, 1, "ready");
    }

    protected final int task(String key, int valid, String status) {
        try (Connection c = store().connect();
                PreparedStatement st = c.prepareStatement(
                        "INSERT INTO `task` (`task_key`, `desc`, `execute_func`, `trigger`, `spec`, `is_valid`, `status`)"
                                + " VALUES (?, 'd', 'f', 'interval', '5', ?, ?)",
                        Statement.RETURN_GENERATED_KEYS)) {
            st.setString(1, key);
            st.setInt(2, valid);
            st.setString(3, status);
            st.executeUpdate();
            try (ResultSet keys = st.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                return keys.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inserts enabled tasks that are {@code ready}; answers their ids in order. */
    protected final List<Integer> tasks(int count) {
        StringBuilder insert = new StringBuilder(
                "INSERT INTO `task` (`task_key`, `desc`, `execute_func`, `trigger`, `spec`, `is_valid`, `status`) VALUES ");
        for (int i = 0; i < count; i++) {
            insert.append(i == 0 ? "" : ",").append("('t").append(i).append("','d','f','interval','5',1,'ready')");
        }
        sql(insert.toString());
        return column("SELECT id FROM task ORDER BY id").stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** Runs a statement by hand; answers how many rows it changed. */
    protected final int sql(String sql) {
        try (Connection c = store().connect();
                Statement st = c.createStatement()) {
            return st.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of a query's rows, as text. */
    protected final List<@Nullable String> column(String query) {
        try (Connection c = store().connect();
                Statement st = c.createStatement();
                ResultSet rows = st.executeQuery(query)) {
            List<@Nullable String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    protected final @Nullable String status(int taskId) {
        return column("SELECT status FROM task WHERE id = " + taskId).getFirst();
    }

    /** Statuses of a task's executions, oldest first. */
    protected final List<@Nullable String> runs(int taskId) {
        return column("SELECT status FROM execute_task WHERE task_id = " + taskId + " ORDER BY id");
    }

    protected final @Nullable String extra(long executionId) {
        return column("SELECT extra FROM execute_task WHERE id = " + executionId)
                .getFirst();
    }

    protected final ScheduleRow schedule(int taskId) {
        return store().tasks().readAll().stream()
                .filter(row -> row.task().id() == taskId)
                .map(WatchedRow::schedule)
                .findFirst()
                .orElseThrow();
    }

    /** 32 hex digits, another one at each call. */
    protected final String trace() {
        return String.format("%032x", ++traces);
    }

    /** Plans a fire time under fingerprint {@link #A}. */
    protected final void plan(int taskId, long nextFireAt) {
        store().ledger().plan(lease(), List.of(new Plan(taskId, A, nextFireAt, true)));
    }

    /** Starts one fire time; the next is 1000 ms later. */
    protected final StartResult start(int taskId, long fireAt) {
        Start start = new Start(taskId, fireAt, fireAt + 1000, trace(), OverlapPolicy.SKIP);
        return store().ledger().start(lease(), List.of(start)).getFirst();
    }

    /** As {@link #start}, which must succeed; answers the execution's id. */
    protected final long started(int taskId, long fireAt) {
        StartResult result = start(taskId, fireAt);
        assertThat(result).isInstanceOf(Started.class);
        return ((Started) result).executionId();
    }
}
