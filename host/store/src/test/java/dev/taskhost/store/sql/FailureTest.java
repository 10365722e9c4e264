package dev.taskhost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "1213, 40001, CONTENTION",
        "1205, 40001, CONTENTION",
        "1205, HY000, CONTENTION",
        "40001, 40001, CONTENTION",
        "50200, HYT00, CONTENTION",
        "90131, 90131, CONTENTION",
        "0, 40001, CONTENTION",
        "0, 08S01, UNREACHABLE",
        "0, 08003, UNREACHABLE",
        "1053, 08S01, UNREACHABLE",
        "1047, 08S01, UNREACHABLE",
        "1290, HY000, UNREACHABLE",
        "1927, 70100, UNREACHABLE",
        "1021, HY000, UNREACHABLE",
        "90067, 90067, UNREACHABLE",
        "90098, 90098, UNREACHABLE",
        "90121, 90121, UNREACHABLE",
        "90135, 90135, UNREACHABLE",
        "1062, 23000, DUPLICATE",
        "23505, 23505, DUPLICATE",
        "1146, 42S02, NO_TABLE",
        "42102, 42S02, NO_TABLE",
        "1054, 42S22, NO_COLUMN",
        "42122, 42S22, NO_COLUMN",
        "1142, 42000, DENIED",
        "1044, 42000, DENIED",
        "1045, 28000, LOGIN",
        "1698, 28000, LOGIN",
        "1049, 42000, NO_DATABASE",
        "1153, 08S01, OTHER",
        "1406, 22001, OTHER",
        "1064, 42000, OTHER"
    })
    void isToldByCodeOrState(int code, String state, Failure expected) {
        assertThat(Failure.of(new SQLException("x", state, code))).isEqualTo(expected);
    }

    @Test
    void isToldByClassWhenCodeAndStateSayNothing() {
        assertThat(Failure.of(new SQLRecoverableException("gone"))).isEqualTo(Failure.UNREACHABLE);
        assertThat(Failure.of(new SQLTransientConnectionException("pool timeout")))
                .isEqualTo(Failure.UNREACHABLE);
        assertThat(Failure.of(new SQLException("who knows"))).isEqualTo(Failure.OTHER);
    }

    @Test
    void aPoolTimeoutSaysWhatKeptTheConnectionsAway() {
        SQLException login = new SQLException("Access denied for user 'x'", "28000", 1045);
        SQLException pool = new SQLTransientConnectionException("Connection is not available", login);
        assertThat(Failure.of(pool)).isEqualTo(Failure.LOGIN);
        SQLException down = new SQLNonTransientConnectionException("refused", "08001");
        assertThat(Failure.of(new SQLTransientConnectionException("not available", down)))
                .isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void aServersKeyThatMayNotBeAskedForIsAMatterOfConfiguration() {
        SQLException e = new SQLNonTransientConnectionException("Public Key Retrieval is not allowed", "08001");
        assertThat(Failure.of(e)).isEqualTo(Failure.LOGIN);
    }

    @Test
    void theSentenceSaysWhatHappenedAndWhatToDo() {
        Explainer explainer = new Explainer("MySQL or MariaDB at h:3306/aps as me", "'me'@'%'", "aps");
        assertThat(explainer.explain("start executions", new SQLException("server gone", "08S01", 0)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        "Cannot start executions on MySQL or MariaDB at h:3306/aps as me: it does not answer, or gave"
                                + " up in the middle (server gone). It may be tried again: check that the server runs and can be"
                                + " reached from here.");
        assertThat(explainer.explain("start executions", new SQLException("no", "42000", 1142)))
                .isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON `aps`.* TO 'me'@'%'");
    }
}
