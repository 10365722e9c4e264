package dev.taskhost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.body.Load;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult.Started;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes.Report;
import dev.taskhost.core.store.Retention.Surplus;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.OverlapPolicy;
import dev.taskhost.store.StoreSettings.Server;
import dev.taskhost.store.sql.Dialect;
import dev.taskhost.store.sql.SqlScript;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a server does beyond the contract: logins, rights, the team's own script, and its going away. */
class MariaDbTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private final MariaDbServer server = MariaDbServer.shared();
    private final String db = server.newDatabase();

    @Test
    void theSeedsScriptWorksUntouchedAndWeWorkOnIt() throws Exception {
        runScript("/dev/taskhost/store/seed.sql");
        try (JdbcStore store = open("root", "")) {
            List<String> missing = store.missingTables();
            assertThat(missing).contains("task_schedule", "task_notice").doesNotContain("task", "execute_task");
            List<WatchedRow> unscheduled = store.unscheduledTasks();
            assertThat(store.missingTables()).as("looking makes none").isEqualTo(missing);
            assertThat(store.prepare())
                    .containsExactly(
                            "Created on MySQL or MariaDB at 127.0.0.1:" + server.port() + "/" + db
                                    + " as root: task_schedule (the hosts' own), task_execution (the hosts' own), task_output"
                                    + " (the hosts' own), task_progress (the hosts' own), task_queue (the hosts' own), task_stop (the hosts' own), task_node (the hosts' own), task_chore"
                                    + " (the hosts' own), task_occurrence (the hosts' own), task_alarm (the hosts' own), task_notice"
                                    + " (the hosts' own).",
                            "Added index ix__task__update_at to table task: changed tasks are found by it.");
            assertThat(store.prepare()).isEmpty();
            assertThat(store.missingTables()).isEmpty();
            assertThat(unscheduled).isEqualTo(store.tasks().readAll());
            assertThat(store.tasks().readAll())
                    .extracting(row -> row.task().taskKey() + " " + row.task().args())
                    .containsExactly("test_interval 1,2,3", "test_date \"guess\",\"hello\"", "test_cron 4,5,6");
            assertThat(runOnce(store, 1)).containsExactly(true);
        }
    }

    @Test
    void ourScriptMakesTheSameTablesAndMayBeRunTwice() throws Exception {
        runScript("/dev/taskhost/store/schema/schema.sql");
        runScript("/dev/taskhost/store/schema/schema.sql");
        try (JdbcStore store = open("root", "")) {
            assertThat(store.prepare()).isEmpty();
            assertThat(store.tasks().readAll()).hasSize(3);
            assertThat(runOnce(store, 1)).containsExactly(true);
        }
    }

    @Test
    void anEmptyDatabaseGetsTablesButNoTasks() {
        try (JdbcStore store = open("root", "")) {
            assertThat(store.prepare()).hasSize(2).last().asString().contains("Table task is empty");
            assertThat(store.describe())
                    .isEqualTo("MariaDB 11.4.5 at 127.0.0.1:" + server.port() + "/" + db + " as root");
        }
    }

    @Test
    void anAccountWithoutTheRightToCreateIsToldWhatToDo() throws Exception {
        String user = account("SELECT, INSERT, UPDATE, DELETE");
        try (JdbcStore store = open(user, "secret-1")) {
            assertThatThrownBy(store::prepare)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("Missing on")
                    .hasMessageContaining("execute_task, task_schedule")
                    .hasMessageContaining("conf/schema.sql")
                    .hasMessageContaining(
                            "GRANT SELECT, INSERT, UPDATE, DELETE ON `" + db + "`.* TO '" + user + "'@'%'");
            runScript("/dev/taskhost/store/schema/schema.sql");
            assertThat(store.prepare()).isEmpty();
            assertThat(runOnce(store, 1)).containsExactly(true);
            execute("DROP INDEX ix__task__update_at ON task");
            assertThat(store.prepare())
                    .singleElement()
                    .asString()
                    .contains("no index on update_at", "denied", "CREATE INDEX `ix__task__update_at`");
        }
    }

    @Test
    void anAccountThatMayNotDeleteExecutionsWorksAndIsToldWhenOldOnesAreToBeRemoved() throws Exception {
        runScript("/dev/taskhost/store/schema/schema.sql");
        String user = account("SELECT, INSERT, UPDATE");
        for (String table : List.of(
                "schedule", "execution", "output", "progress", "queue", "stop", "occurrence", "alarm", "notice")) {
            server.execute("GRANT DELETE ON " + db + ".task_" + table + " TO '" + user + "'@'%'");
        }
        try (JdbcStore store = open(user, "secret-1")) {
            assertThat(store.prepare()).isEmpty();
            assertThat(runOnce(store, 1)).containsExactly(true);
            List<Surplus> all = List.of(new Surplus(1, 0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
            assertThatThrownBy(() -> store.retention().remove(all, 500))
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("remove old executions")
                    .hasMessageContaining("DELETE command denied")
                    .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON `" + db + "`.*");
        }
    }

    @Test
    void anAccountThatMayOnlyReadIsToldAtOnce() throws Exception {
        runScript("/dev/taskhost/store/schema/schema.sql");
        try (JdbcStore store = open(account("SELECT"), "secret-1")) {
            assertThatThrownBy(store::prepare)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("UPDATE command denied")
                    .hasMessageContaining("GRANT ");
        }
    }

    @Test
    void aWrongPasswordNamesTheAccountAndTheFileButNotThePassword() {
        try (JdbcStore store = open("root", "secret-2")) {
            assertThatThrownBy(store::prepare)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("as root: the login was refused")
                    .hasMessageContaining("mysql.toml")
                    .message()
                    .doesNotContain("secret-2");
            assertThatThrownBy(store::connect).isExactlyInstanceOf(StoreException.class);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        Server settings = new Server("127.0.0.1", server.port(), "nowhere", "root", "");
        try (JdbcStore store = JdbcStore.open(settings, CLOCK)) {
            assertThatThrownBy(store::prepare)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("CREATE DATABASE `nowhere`");
        }
    }

    @Test
    void aRenamedColumnIsNamedWithItsNewName() throws Exception {
        runScript("/dev/taskhost/store/seed.sql");
        execute("ALTER TABLE task CHANGE execute_func exec_func varchar(255) NOT NULL");
        try (JdbcStore store = open("root", "")) {
            assertThatThrownBy(store::prepare)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("lacks execute_func; it has these that are not known here: exec_func");
        }
    }

    @Test
    void aColumnThatOurOwnTableLacksIsAdded() throws Exception {
        try (JdbcStore store = open("root", "")) {
            store.prepare();
            execute("ALTER TABLE task_node DROP COLUMN waiting, DROP COLUMN abandoned");
            assertThat(store.prepare()).containsExactly("Added to task_node: waiting, abandoned.");
            assertThat(store.prepare()).isEmpty();
        }
    }

    @Test
    void aConnectionCutByTheServerIsReplaced() throws Exception {
        try (JdbcStore store = open("root", "")) {
            store.prepare();
            Lease lease = store.nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
            try (Connection c = store.connect();
                    Statement st = c.createStatement()) {
                for (String id : connections(st)) {
                    st.execute("KILL CONNECTION " + id);
                }
            }
            assertThat(store.nodes().heartbeat(lease, new Report(0, 0, 0, Load.NONE)))
                    .isTrue();
        }
    }

    @Test
    void aKilledServerIsReportedAndWhatWasCommittedIsThereWhenItIsBack() throws Exception {
        try (MariaDbServer own = MariaDbServer.start()) {
            Server settings = new Server(
                    "127.0.0.1",
                    own.port(),
                    own.newDatabase(),
                    "root",
                    "",
                    2,
                    Duration.ofSeconds(2),
                    StoreSettings.Tls.PREFERRED);
            try (JdbcStore store = JdbcStore.open(settings, CLOCK)) {
                store.prepare();
                Lease lease = store.nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
                store.ledger().plan(lease, List.of(new Plan(1, "f", 5000L, true)));
                own.kill();
                Plan next = new Plan(1, "f", 6000L, true);
                assertThatThrownBy(() -> store.ledger().plan(lease, List.of(next)))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("127.0.0.1:" + own.port());
                assertThatThrownBy(store.tasks()::readAll).isInstanceOf(StoreUnavailableException.class);
                own.restart();
                assertThat(onceItAnswers(() -> store.ledger().plan(lease, List.of(new Plan(1, "f", 9000L, false))))
                                .getFirst()
                                .nextFireAt())
                        .isEqualTo(5000);
                assertThat(store.ledger().plan(lease, List.of(next)).getFirst().nextFireAt())
                        .isEqualTo(6000);
            }
        }
    }

    /** As hosts do: a server that has just started may take longer for its first connections than one attempt waits. */
    private static <T> T onceItAnswers(Supplier<T> request) {
        for (int attempt = 1; attempt < 30; attempt++) {
            try {
                return request.get();
            } catch (StoreUnavailableException again) {
                assertThat(again).hasMessageContaining("may be tried again");
            }
        }
        return request.get();
    }

    private static List<String> connections(Statement st) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = st.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE db = DATABASE()" + " AND id <> CONNECTION_ID()")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        assertThat(ids).isNotEmpty();
        return ids;
    }

    private static List<Boolean> runOnce(JdbcStore store, int taskId) {
        Lease lease = store.nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        store.ledger().plan(lease, List.of(new Plan(taskId, "f", 5000L, true)));
        Start start = new Start(taskId, 5000, 6000L, "0123456789abcdef0123456789abcdef", OverlapPolicy.SKIP);
        Started started = (Started) store.ledger().start(lease, List.of(start)).getFirst();
        return store.ledger()
                .end(lease, List.of(new End(started.executionId(), taskId, Status.SUCCESS, "{}", 1L, 2, List.of())));
    }

    private String account(String rights) {
        String user = "u_" + db;
        server.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret-1'");
        server.execute("GRANT " + rights + " ON " + db + ".* TO '" + user + "'@'%'");
        return user;
    }

    private JdbcStore open(String user, String password) {
        return JdbcStore.open(new Server("127.0.0.1", server.port(), db, user, password), CLOCK);
    }

    private void runScript(String resource) throws SQLException, IOException {
        try (InputStream in = MariaDbTest.class.getResourceAsStream(resource)) {
            assertThat(in).isNotNull();
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            execute(SqlScript.statements(script, Dialect.MYSQL).toArray(String[]::new));
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection c = server.connect(db);
                Statement st = c.createStatement()) {
            for (String statement : statements) {
                st.execute(statement);
            }
        }
    }
}
