package dev.taskhost.services.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a statement means for the session it runs in, by its words. In doubt it changes the session, which costs two round trips when
 * the connection goes back. Immutable.
 *
 * @param alters whether it may leave something in the session that outlasts it: a variable, a lock, a temporary table, a setting
 * @param looksBack whether it asks for something that the statement before it left: the last insert id, the rows found
 * @param rollback whether it is a ROLLBACK of the whole transaction
 */
record Words(boolean alters, boolean looksBack, boolean rollback) {
    /** Longer ones are not searched. */
    private static final int LONG = 200_000;

    private static final Set<String> PLAIN = Set.of(
            "select",
            "insert",
            "update",
            "delete",
            "replace",
            "show",
            "commit",
            "rollback",
            "begin",
            "start",
            "explain",
            "desc",
            "describe",
            "savepoint",
            "release");
    private static final Pattern LEAVES = Pattern.compile("@|lock|temporary|sql_calc", Pattern.CASE_INSENSITIVE);
    private static final Pattern BACK = Pattern.compile(
            "\\b(?:last_insert_id|found_rows|row_count)\\s*\\(\\s*\\)|\\bshow\\s+(?:warnings|errors|count)",
            Pattern.CASE_INSENSITIVE);

    static Words of(String sql) {
        String first = first(sql);
        if (!PLAIN.contains(first)) {
            return new Words(true, false, false);
        }
        if (sql.length() > LONG) {
            return new Words(true, false, false);
        }
        boolean rollback =
                first.equals("rollback") && !sql.toLowerCase(Locale.ROOT).contains("to");
        return new Words(LEAVES.matcher(sql).find(), BACK.matcher(sql).find(), rollback);
    }

    /** A few words of it without any value, to tell people which one it was. */
    static String head(String sql) {
        String text = sql.strip().replaceAll("\\s+", " ");
        int end = Math.min(text.length(), 60);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"' || Character.isDigit(c)) {
                end = i;
            }
        }
        return end == text.length() ? text : text.substring(0, end).strip() + " …";
    }

    private static String first(String sql) {
        int from = 0;
        while (from < sql.length() && (Character.isWhitespace(sql.charAt(from)) || sql.charAt(from) == '(')) {
            from++;
        }
        int to = from;
        while (to < sql.length() && Character.isLetter(sql.charAt(to))) {
            to++;
        }
        return sql.substring(from, to).toLowerCase(Locale.ROOT);
    }
}
