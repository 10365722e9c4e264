package dev.taskhost.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.store.History;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Requests;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.store.StoreSettings.Embedded;
import dev.taskhost.store.jdbc.JdbcAlarms;
import dev.taskhost.store.jdbc.JdbcHistory;
import dev.taskhost.store.jdbc.JdbcLedger;
import dev.taskhost.store.jdbc.JdbcNodes;
import dev.taskhost.store.jdbc.JdbcOutbox;
import dev.taskhost.store.jdbc.JdbcOutputs;
import dev.taskhost.store.jdbc.JdbcProgress;
import dev.taskhost.store.jdbc.JdbcRequests;
import dev.taskhost.store.jdbc.JdbcRetention;
import dev.taskhost.store.jdbc.JdbcTaskQueue;
import dev.taskhost.store.jdbc.JdbcTaskTable;
import dev.taskhost.store.schema.Schema;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import dev.taskhost.store.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The store: core's ports on one database. Thread-safe. Opening does not need the database to be up; whatever needs it
 * says so when it is not, with {@link StoreUnavailableException}, and works again once it is back.
 */
public final class JdbcStore implements AutoCloseable {
    private final StoreSettings settings;
    private final Connecting connecting;
    private final HikariDataSource pool;
    private final Database database;
    private final JdbcTaskTable tasks;
    private final Ledger ledger;
    private final TaskQueue queue;
    private final Nodes nodes;
    private final History history;
    private final Requests requests;
    private final Retention retention;
    private final Outputs outputs;
    private final Progress progress;
    private final Alarms alarms;
    private final Outbox outbox;

    private JdbcStore(StoreSettings settings, InstantSource clock, boolean noted) {
        this.settings = settings;
        connecting = Connecting.to(settings);
        pool = connecting.pool();
        database = new Database(pool, connecting.dialect(), connecting.explainer());
        tasks = new JdbcTaskTable(database);
        ledger = new JdbcLedger(database, clock, noted);
        queue = new JdbcTaskQueue(database);
        nodes = new JdbcNodes(database, clock, noted);
        history = new JdbcHistory(database);
        requests = new JdbcRequests(database, tasks, history);
        retention = new JdbcRetention(database);
        outputs = new JdbcOutputs(database);
        progress = new JdbcProgress(database);
        alarms = new JdbcAlarms(database);
        outbox = new JdbcOutbox(database);
    }

    /**
     * Opens a store.
     *
     * @param clock the host's, for the end of rows that never run
     * @throws StoreException when the embedded database's folder cannot be made
     */
    public static JdbcStore open(StoreSettings settings, InstantSource clock) {
        return open(settings, clock, false);
    }

    /**
     * As above, for a host.
     *
     * @param noted whether what people are told of is written down for {@link #alarms}, with the outcome it belongs to
     */
    public static JdbcStore open(StoreSettings settings, InstantSource clock, boolean noted) {
        if (settings instanceof Embedded embedded) {
            EmbeddedFolder.prepare(embedded);
        }
        return new JdbcStore(settings, clock, noted);
    }

    /**
     * Checks the tables and makes those that are missing; on a new embedded database five sample tasks too.
     *
     * @return sentences for the log: what was made, what should be put right; often empty
     * @throws StoreUnavailableException when the database does not answer; may be called again
     * @throws StoreException when the login, the database, a table, a column or a right is wrong
     */
    public List<String> prepare() {
        List<String> lines = new ArrayList<>(new Schema(database).prepare());
        if (settings instanceof Embedded embedded) {
            lines.addAll(EmbeddedFolder.warnings(embedded));
        } else {
            lines.addAll(product().warnings());
        }
        return lines;
    }

    /**
     * Tables that hosts need and the database does not have yet; the first host makes them. Changes nothing.
     *
     * @throws StoreUnavailableException when the database does not answer
     * @throws StoreException when the login, the database or a right is wrong
     */
    public List<String> missingTables() {
        return new Schema(database).missing();
    }

    /** Every task, in id order, of the task table alone: none has a schedule, and a host need not have made its own tables. */
    public List<WatchedRow> unscheduledTasks() {
        return tasks.readAllUnscheduled();
    }

    /** Reads tasks. */
    public TaskTable tasks() {
        return tasks;
    }

    /** Writes executions. */
    public Ledger ledger() {
        return ledger;
    }

    /** Reads the queue. */
    public TaskQueue queue() {
        return queue;
    }

    /** Hosts. */
    public Nodes nodes() {
        return nodes;
    }

    /** Reads executions. */
    public History history() {
        return history;
    }

    /** What people ask of the hosts. */
    public Requests requests() {
        return requests;
    }

    /** Removes old executions. */
    public Retention retention() {
        return retention;
    }

    /** What executions print. */
    public Outputs outputs() {
        return outputs;
    }

    /** How far executions say they are. */
    public Progress progress() {
        return progress;
    }

    /** What went wrong with tasks. */
    public Alarms alarms() {
        return alarms;
    }

    /** Notices on their way to people. */
    public Outbox outbox() {
        return outbox;
    }

    /** Where the database differs from others; cutting a script into statements needs it. */
    public Dialect dialect() {
        return connecting.dialect();
    }

    /**
     * A connection of one's own, autocommit on, outside the pool; the caller closes it.
     *
     * @throws StoreException when the database does not let us in
     */
    public Connection connect() {
        try {
            return connecting.single();
        } catch (SQLException e) {
            throw connecting.explainer().explain("connect", e);
        }
    }

    /** The database in words, e.g. {@code MariaDB 10.11.6 at 127.0.0.1:3306/aps as root}; asks it for its version. */
    public String describe() {
        if (settings instanceof Embedded embedded) {
            return "embedded H2 " + embedded.file();
        }
        return connecting
                .explainer()
                .place()
                .replace("MySQL or MariaDB", product().toString());
    }

    private Product product() {
        return database.run(
                "ask for the version",
                c -> Product.parse(
                        Bulk.query(c, "SELECT VERSION()", r -> r.getString(1)).getFirst()));
    }

    /** For tests, which look whether all connections came back. */
    HikariDataSource pool() {
        return pool;
    }

    /** Closes the pool; calls after this fail. */
    @Override
    public void close() {
        pool.close();
    }
}
