package dev.taskhost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.store.schema.Schema;
import dev.taskhost.store.sql.Database;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database as a user meets it. */
class EmbeddedTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesTablesAndSamplesAndTheSecondNothing() {
        try (JdbcStore store = open(folder.resolve("data/taskhost"))) {
            assertThat(store.prepare())
                    .hasSize(2)
                    .last()
                    .asString()
                    .isEqualTo(
                            "Filled table task with five samples; test_interval, hello_js and hello_java are enabled.");
            assertThat(store.tasks().readAll())
                    .extracting(row -> row.task().id() + " " + row.task().taskKey() + " "
                            + row.task().args() + " " + row.task().valid())
                    .containsExactly(
                            "1 test_interval 1,2,3 true",
                            "2 test_date \"guess\",\"hello\" false",
                            "3 test_cron 4,5,6 false",
                            "4 hello_js world true",
                            "5 hello_java world true");
            assertThat(store.prepare()).isEmpty();
            assertThat(store.describe()).isEqualTo("embedded H2 " + folder.resolve("data/taskhost"));
        }
        try (JdbcStore again = open(folder.resolve("data/taskhost"))) {
            assertThat(again.prepare()).isEmpty();
            assertThat(again.tasks().readAll()).hasSize(5);
        }
    }

    @Test
    void theSqlPeopleTypeWorks() throws Exception {
        try (JdbcStore store = open(folder.resolve("db"))) {
            store.prepare();
            try (Connection c = store.connect();
                    Statement st = c.createStatement()) {
                st.execute("INSERT INTO `task` (task_key, `desc`, execute_func, `trigger`, spec, is_valid, status)"
                        + " VALUES ('mine', '我的', 'mine', 'cron', '* * * * *', 1, 'ready')");
                assertThat(st.executeUpdate("UPDATE task SET spec='*/2 * * * *', is_valid=0 WHERE TASK_KEY='mine'"))
                        .isEqualTo(1);
            }
            assertThat(store.tasks().readByKey("mine"))
                    .hasValueSatisfying(row -> assertThat(row.task().id()).isEqualTo(6));
        }
    }

    @Test
    void anotherProcessUsesItThroughLoopbackWhileWeDo() throws Exception {
        Path file = folder.resolve("db");
        try (JdbcStore store = open(file)) {
            store.prepare();
            assertThat(listeningAddresses(folder.resolve("db.lock.db")))
                    .hasSize(1)
                    .isSubsetOf("0100007F", "0000000000000000FFFF00000100007F");
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).as(said).isZero();
            assertThat(store.tasks().readByKey("test_cron"))
                    .hasValueSatisfying(row -> assertThat(row.task().valid()).isTrue());
        }
    }

    /** Where the port named in H2's lock file is listened on, as the kernel writes addresses; 127.0.0.1 is 0100007F. */
    private static List<String> listeningAddresses(Path lockFile) throws IOException {
        Properties lock = new Properties();
        try (Reader in = Files.newBufferedReader(lockFile)) {
            lock.load(in);
        }
        String server = lock.getProperty("server");
        String port = String.format("%04X", Integer.valueOf(server.substring(server.lastIndexOf(':') + 1)));
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", 5);
                if (fields[1].endsWith(":" + port) && fields[3].equals("0A")) {
                    addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    /** Enables a task. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws Exception {
            try (JdbcStore store = open(Path.of(args[0]));
                    Connection c = store.connect();
                    Statement st = c.createStatement()) {
                st.executeUpdate("UPDATE task SET is_valid = 1 WHERE task_key = 'test_cron'");
            }
        }
    }

    /** What one write undoes must not be in the hands of another meanwhile: H2 may undo it twice. */
    @Test
    void writesGoOneAfterAnother() {
        Connecting connecting = Connecting.to(new StoreSettings.Embedded(folder.resolve("db")));
        try (HikariDataSource pool = connecting.pool()) {
            Database database = new Database(pool, connecting.dialect(), connecting.explainer());
            new Schema(database).prepare();
            for (int i = 0; i < 2; i++) { // the first one makes the row
                assertThat(database.<Boolean>write("hold the row", c -> isHeld(pool)))
                        .isTrue();
                assertThat(database.<Boolean>run("read only", c -> isHeld(pool)))
                        .isFalse();
            }
        }
    }

    private static boolean isHeld(HikariDataSource pool) throws SQLException {
        try (Connection c = pool.getConnection();
                Statement st = c.createStatement()) {
            return !st.executeQuery("SELECT chore FROM task_chore WHERE chore = 'write' FOR UPDATE SKIP LOCKED")
                    .next();
        }
    }

    @Test
    void theFolderIsItsOwnersAlone() throws IOException {
        try (JdbcStore store = open(folder.resolve("data/db"))) {
            store.prepare();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                    .isEqualTo("rwx------");
            Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(store.prepare()).singleElement().asString().endsWith("chmod 700 " + folder.resolve("data"));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> open(file.resolve("data/db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.resolve("data").toString())
                .hasMessageContaining("--data");
        assertThatThrownBy(() -> new StoreSettings.Embedded(Path.of("a;b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
    }

    private static JdbcStore open(Path file) {
        return JdbcStore.open(new StoreSettings.Embedded(file), CLOCK);
    }
}
