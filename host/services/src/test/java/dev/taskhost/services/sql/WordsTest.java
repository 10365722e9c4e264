package dev.taskhost.services.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                " (select a from t) union (select 2)",
                "INSERT INTO t VALUES (1)",
                "update t set a = 1",
                "DELETE FROM t",
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                "SHOW TABLES",
                "SAVEPOINT a"
            })
    void plainStatementsLeaveNothing(String sql) {
        assertThat(Words.of(sql).alters()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET @a = 1",
                "SELECT @a := 1",
                "SELECT 1 INTO @a",
                "SELECT GET_LOCK('a', 0)",
                "LOCK TABLES t READ",
                "CREATE TEMPORARY TABLE t (a INT)",
                "USE other",
                "CALL p()",
                "PREPARE s FROM 'SELECT 1'",
                "/* comment */ SET autocommit = 0",
                "SELECT SQL_CALC_FOUND_ROWS * FROM t",
                ""
            })
    void allOthersMayLeaveSomething(String sql) {
        assertThat(Words.of(sql).alters()).isTrue();
    }

    @Test
    void whatLooksBackIsSeen() {
        assertThat(Words.of("SELECT last_insert_id ()").looksBack()).isTrue();
        assertThat(Words.of("SELECT FOUND_ROWS()").looksBack()).isTrue();
        assertThat(Words.of("SHOW WARNINGS").looksBack()).isTrue();
        assertThat(Words.of("SELECT 'LAST_INSERT_ID'").looksBack()).isFalse();
    }

    @Test
    void aRollbackIsOfTheWholeTransaction() {
        assertThat(Words.of("ROLLBACK").rollback()).isTrue();
        assertThat(Words.of("rollback to savepoint a").rollback()).isFalse();
    }

    @Test
    void peopleSeeNoValues() {
        assertThat(Words.head("UPDATE  users\nSET password = 'sesame' WHERE id = 7"))
                .isEqualTo("UPDATE users SET password = …");
        assertThat(Words.head("BEGIN")).isEqualTo("BEGIN");
    }
}
