package dev.taskhost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

    @Test
    void cutsAtSemicolonsOutsideOfQuotesAndComments() {
        assertThat(SqlScript.statements("""
                        -- first; comment
                        SELECT ';', ";", `;` ; # second; comment
                        /* third; */ SELECT 5--1;;
                        UPDATE t SET a = 'it''s; \\'; fine' ; SELECT 1""", Dialect.MYSQL))
                .containsExactly(
                        "SELECT ';', \";\", `;`", "SELECT 5--1", "UPDATE t SET a = 'it''s; \\'; fine'", "SELECT 1");
    }

    @Test
    void aBackslashIsPlainTextInH2() {
        assertThat(SqlScript.statements("SELECT 'a\\'; SELECT 2", Dialect.H2))
                .containsExactly("SELECT 'a\\'", "SELECT 2");
    }

    @Test
    void executableCommentsStay() {
        assertThat(SqlScript.statements("SET /*!40101 NAMES utf8 */; /*M! x */", Dialect.MYSQL))
                .containsExactly("SET /*!40101 NAMES utf8 */", "/*M! x */");
    }

    @Test
    void whatIsNotClosedEndsWithTheScript() {
        assertThat(SqlScript.statements("SELECT 'a;", Dialect.MYSQL)).containsExactly("SELECT 'a;");
        assertThat(SqlScript.statements("SELECT 1 /* a;", Dialect.MYSQL)).containsExactly("SELECT 1");
        assertThat(SqlScript.statements(" ;\n; -- x", Dialect.MYSQL)).isEmpty();
    }

    @Test
    void whatIsTypedForMySqlIsRewrittenForH2() {
        assertThat(SqlScript.asMySql(
                        "INSERT INTO t VALUES ('\\\"guess\\\",\\'x\\'', \"it's\", 'a''b', `c`)", Dialect.H2))
                .containsExactly("INSERT INTO t VALUES ('\"guess\",''x''', 'it''s', 'a''b', `c`)");
        assertThat(SqlScript.asMySql("SELECT \"a\\n\"", Dialect.MYSQL)).containsExactly("SELECT \"a\\n\"");
    }
}
