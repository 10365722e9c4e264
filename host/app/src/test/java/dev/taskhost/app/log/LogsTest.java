package dev.taskhost.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.app.config.ConfigurationException;
import dev.taskhost.app.config.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/** Which logger writes where, from the call to the files and the terminal. */
class LogsTest extends LogsFixture {
    @Test
    void eachTableIsALoggerWithItsOwnFileAndLevel() throws IOException {
        try (Logs _ = logs(Map.of(
                "root", file("root.log", LogLevel.INFO),
                "other", file("sub/other.log", LogLevel.DEBUG),
                "shared", file("root.log", LogLevel.ERROR),
                "alarms", file("alarms.log", LogLevel.CRITICAL)))) {
            for (String name : List.of("unknown", "other", "other.child", "shared", "alarms")) {
                Logger logger = LoggerFactory.getLogger(name);
                logger.debug("debug");
                logger.info("info");
                logger.error("error");
                logger.error(MarkerFactory.getMarker("CRITICAL"), "critical");
            }
        }

        assertThat(namesAndLevels("root.log"))
                .containsExactly(
                        "unknown INFO 20",
                        "unknown ERROR 40",
                        "unknown CRITICAL 50",
                        "shared ERROR 40",
                        "shared CRITICAL 50");
        assertThat(namesAndLevels("sub/other.log"))
                .containsExactly(
                        "other DEBUG 10",
                        "other INFO 20",
                        "other ERROR 40",
                        "other CRITICAL 50",
                        "other.child DEBUG 10",
                        "other.child INFO 20",
                        "other.child ERROR 40",
                        "other.child CRITICAL 50");
        assertThat(namesAndLevels("alarms.log")).containsExactly("alarms CRITICAL 50");
    }

    private List<String> namesAndLevels(String name) throws IOException {
        return lines(name).stream()
                .map(l -> l.get("name").getAsString() + " " + l.get("levelname").getAsString() + " " + l.get("levelno"))
                .toList();
    }

    @Test
    void librariesAreQuietUnlessNamedAndJavaLoggingComesAlong() throws IOException {
        try (Logs _ =
                logs(Map.of("root", file("root.log", LogLevel.DEBUG), "org.pf4j", file("pf4j.log", LogLevel.DEBUG)))) {
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool").warn("no");
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool").error("pool is slow");
            LoggerFactory.getLogger("org.pf4j.X").debug("named");
            java.util.logging.Logger.getLogger("some.library").warning("from jul");
        }

        assertThat(namesAndLevels("root.log"))
                .containsExactly("com.zaxxer.hikari.pool.HikariPool ERROR 40", "some.library WARNING 30");
        assertThat(namesAndLevels("pf4j.log")).containsExactly("org.pf4j.X DEBUG 10");
        assertThat(terminal().getFirst()).endsWith("ERROR HikariPool: pool is slow");
    }

    @Test
    void theTerminalIsForPeople() {
        try (Logs _ = logs(rootOnly())) {
            LoggerFactory.getLogger("dev.taskhost.app").info("started");
            LoggerFactory.getLogger("dev.taskhost.app").debug("not shown");
            MDC.put("task_key", "report");
            LoggerFactory.getLogger("task.report").info("one\r\ntwo\tthree \u001b[31mred\u001b[0m");
        }

        assertThat(terminal()).hasSize(3);
        assertThat(terminal().get(0)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  started");
        assertThat(terminal().get(1)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  \\[report] one");
        assertThat(terminal().get(2)).isEqualTo("             two\tthree \\x1b[31mred\\x1b[0m");
    }

    @Test
    void coloursAreForTerminals() {
        try (Logs _ = Logs.terminalOnly(console(true), InstantSource.system(), masking)) {
            LoggerFactory.getLogger("dev.taskhost.app").error("bad");
        }

        assertThat(terminal().getFirst()).endsWith(" \u001b[31mERROR\u001b[0m bad");
        assertThat(Terminal.of(System.err, LogLevel.INFO, Map.of()).colour())
                .as("a test has no terminal")
                .isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void configuringAgainStartsAnew() throws IOException {
        try (Logs _ = logs(rootOnly())) {
            LoggerFactory.getLogger("x").info("one");
        }
        LoggerFactory.getLogger("x").info("nowhere");
        try (Logs _ = logs(rootOnly())) {
            LoggerFactory.getLogger("x").info("two");
        }

        assertThat(lines("root.log").stream().map(l -> l.get("msg")))
                .containsExactly(json("{'msg': 'one'}"), json("{'msg': 'two'}"));
    }

    @Test
    void filesThatCannotBeWrittenStopTheStart() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        Files.createDirectories(folder.resolve("logs/folder"));

        assertThatThrownBy(() -> logs(Map.of(
                        "root", file("ok.log", LogLevel.DEBUG),
                        "a", file(inTheWay + "/x.log", LogLevel.DEBUG),
                        "b", file("folder", LogLevel.DEBUG))))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "logger.toml: a.filename: " + inTheWay + "/x.log cannot be written (" + inTheWay
                                                + " is a file, not a folder); choose another file, or give the user who runs"
                                                + " taskhost the right to write there",
                                        "logger.toml: b.filename: " + folder.resolve("logs/folder")
                                                + " cannot be written (Is a directory); choose another file, or give the user who"
                                                + " runs taskhost the right to write there"));
    }
}
