package dev.taskhost.store.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an SQL script into its statements, as the MySQL client does: at semicolons outside of quotes and comments.
 * Comments are left out, except MySQL's executable ones ({@code /*! … *}{@code /}).
 */
public final class SqlScript {
    private final String script;
    private final boolean backslashEscapes;
    private final boolean rewriteStrings;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int at;

    private SqlScript(String script, boolean backslashEscapes, boolean rewriteStrings) {
        this.script = script;
        this.backslashEscapes = backslashEscapes;
        this.rewriteStrings = rewriteStrings;
    }

    /**
     * The statements in order, without their semicolons; none is blank.
     *
     * @param dialect tells whether a backslash in a string escapes
     */
    public static List<String> statements(String script, Dialect dialect) {
        return new SqlScript(script, dialect.backslashEscapes(), false).cut();
    }

    /**
     * The same for what a person types with MySQL in mind: on a database without backslash escapes, strings are rewritten
     * into standard SQL, double-quoted ones too.
     */
    public static List<String> asMySql(String script, Dialect dialect) {
        return new SqlScript(script, true, !dialect.backslashEscapes()).cut();
    }

    private List<String> cut() {
        while (at < script.length()) {
            step();
        }
        finish();
        return List.copyOf(statements);
    }

    private void step() {
        char ch = script.charAt(at);
        if (ch == ';') {
            finish();
            at++;
        } else if (rewriteStrings && (ch == '\'' || ch == '"')) {
            rewritten(ch);
        } else if (ch == '\'' || ch == '"' || ch == '`') {
            quoted(ch);
        } else if (ch == '#' || dashComment()) {
            skipTo("\n", 0);
        } else if (script.startsWith("/*", at) && !script.startsWith("/*!", at) && !script.startsWith("/*M!", at)) {
            skipTo("*/", 2);
            current.append(' ');
        } else {
            current.append(ch);
            at++;
        }
    }

    /** Two dashes begin a comment only before white space, so that {@code 5--1} stays a sum. */
    private boolean dashComment() {
        return script.startsWith("--", at)
                && (at + 2 == script.length() || Character.isWhitespace(script.charAt(at + 2)));
    }

    private void quoted(char quote) {
        current.append(quote);
        at++;
        while (at < script.length()) {
            char ch = script.charAt(at++);
            current.append(ch);
            if (ch == '\\' && backslashEscapes && quote != '`' && at < script.length()) {
                current.append(script.charAt(at++));
            } else if (ch == quote) {
                return;
            }
        }
    }

    private void rewritten(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < script.length()) {
            char ch = script.charAt(at++);
            if (ch == '\\' && at < script.length()) {
                value.append(unescaped(script.charAt(at++)));
            } else if (ch != quote) {
                value.append(ch);
            } else if (at < script.length() && script.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                break;
            }
        }
        current.append('\'').append(value.toString().replace("'", "''")).append('\'');
    }

    /** MySQL's escape sequences (reference manual, "String Literals"); {@code \%} and {@code \_} keep their backslash. */
    private static String unescaped(char ch) {
        return switch (ch) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + ch;
            default -> String.valueOf(ch);
        };
    }

    private void skipTo(String end, int skipped) {
        int found = script.indexOf(end, at + skipped);
        at = found < 0 ? script.length() : found + skipped;
    }

    private void finish() {
        String statement = current.toString().strip();
        if (!statement.isEmpty()) {
            statements.add(statement);
        }
        current.setLength(0);
    }
}
