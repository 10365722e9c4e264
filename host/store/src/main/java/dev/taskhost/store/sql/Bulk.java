package dev.taskhost.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in one statement. {@code {ids}} in a statement stands for a list of values, {@code {rows}} for a list of
 * value tuples; both are cut into statements of at most {@value #CHUNK}. Called within the caller's transaction.
 *
 * <p>Numbers, NULL and texts of a few harmless characters stand in the statement itself, see {@link Literals}: a thousand
 * parameters cost the driver more than the server takes for the rows.
 */
public final class Bulk {
    /** Rows in one statement; more gain nothing on the wire and make the server's parser work. */
    static final int CHUNK = 1000;

    private Bulk() {}

    /** Reads one row of a result. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Selects by ids; other parameters stand before the ids. The order is the statement's within each chunk. */
    public static <T> List<T> select(
            Connection c, String sql, Collection<?> ids, RowReader<T> reader, @Nullable Object... before)
            throws SQLException {
        List<T> result = new ArrayList<>(ids.size());
        for (List<?> part : chunks(ids)) {
            Literals list = Literals.list(part);
            select(c, sql.replace("{ids}", list.text()), list.parameters(), result, reader, before);
        }
        return result;
    }

    private static <T> void select(
            Connection c,
            String sql,
            List<@Nullable Object> after,
            List<T> result,
            RowReader<T> reader,
            @Nullable Object... before)
            throws SQLException {
        if (after.isEmpty() && before.length == 0) {
            try (Statement st = plain(c);
                    ResultSet rows = st.executeQuery(sql)) {
                readInto(result, rows, reader);
            }
            return;
        }
        try (PreparedStatement st = c.prepareStatement(sql)) {
            bindAll(st, bind(st, 1, before), after);
            try (ResultSet rows = st.executeQuery()) {
                readInto(result, rows, reader);
            }
        }
    }

    /** Selects with plain parameters. */
    public static <T> List<T> query(Connection c, String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        List<T> result = new ArrayList<>();
        try (PreparedStatement st = c.prepareStatement(sql)) {
            bind(st, 1, values);
            try (ResultSet rows = st.executeQuery()) {
                readInto(result, rows, reader);
            }
        }
        return result;
    }

    /** Updates or deletes by ids; other parameters stand before the ids. Answers the number of rows the server matched. */
    public static int update(Connection c, String sql, Collection<?> ids, @Nullable Object... before)
            throws SQLException {
        int matched = 0;
        for (List<?> part : chunks(ids)) {
            Literals list = Literals.list(part);
            matched += update(c, sql.replace("{ids}", list.text()), list.parameters(), before);
        }
        return matched;
    }

    /** One statement with plain parameters. Answers the number of rows the server matched. */
    public static int execute(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement st = c.prepareStatement(sql)) {
            bind(st, 1, values);
            return st.executeUpdate();
        }
    }

    /** The same statement for each set of parameters, sent together. Answers the number of rows the server matched. */
    public static int executeEach(Connection c, String sql, List<@Nullable Object[]> sets) throws SQLException {
        if (sets.isEmpty()) {
            return 0;
        }
        try (PreparedStatement st = c.prepareStatement(sql)) {
            for (@Nullable Object[] set : sets) {
                bind(st, 1, set);
                st.addBatch();
            }
            return Arrays.stream(st.executeBatch()).sum();
        }
    }

    /** Inserts rows of equal width. Answers the server's count: with {@code IGNORE} that of rows really inserted. */
    public static int insert(Connection c, String sql, List<@Nullable Object[]> rows) throws SQLException {
        int inserted = 0;
        for (List<@Nullable Object[]> part : chunks(rows)) {
            Literals values = Literals.rows(part);
            inserted += update(c, sql.replace("{rows}", values.text()), values.parameters());
        }
        return inserted;
    }

    /** Inserts rows of equal width and answers their generated keys, in order. */
    public static List<Long> insertKeys(Connection c, String sql, List<@Nullable Object[]> rows) throws SQLException {
        List<Long> keys = new ArrayList<>(rows.size());
        for (List<@Nullable Object[]> part : chunks(rows)) {
            Literals values = Literals.rows(part);
            insertKeys(c, sql.replace("{rows}", values.text()), values.parameters(), keys);
        }
        if (keys.size() != rows.size()) {
            throw new SQLException("the driver gave " + keys.size() + " generated keys for " + rows.size() + " rows");
        }
        return keys;
    }

    /**
     * Sets columns of many rows, each to values of its own.
     *
     * @param columns the first one is the table's primary key; the table's other columns have defaults
     * @return how many of the rows were there and changed; one that was not there may have been inserted, so a caller who
     *     has not locked them rolls back unless it is all of them
     */
    public static int set(
            Connection c, Dialect dialect, String table, List<String> columns, List<@Nullable Object[]> rows)
            throws SQLException {
        List<String> values = columns.subList(1, columns.size());
        String key = columns.getFirst();
        if (dialect.setsByInsert()) {
            String update = values.stream().map(v -> v + " = VALUES(" + v + ")").collect(Collectors.joining(", "));
            return upsert(
                    c,
                    "INSERT INTO " + table + " (" + String.join(", ", columns)
                            + ") VALUES {rows} ON DUPLICATE KEY UPDATE " + update,
                    rows);
        }
        return executeEach(
                c,
                "UPDATE " + table + " SET " + String.join(" = ?, ", values) + " = ? WHERE " + key + " = ?",
                rows.stream().map(Bulk::keyLast).toList());
    }

    /**
     * An insert that is meant to find its rows there. MySQL counts two for a row that was changed, and one for a row that
     * was new or already had the values.
     *
     * @return how many were changed
     */
    public static int upsert(Connection c, String sql, List<@Nullable Object[]> rows) throws SQLException {
        return insert(c, sql, rows) - rows.size();
    }

    /** The same values with the first one moved to the end. */
    public static @Nullable Object[] keyLast(@Nullable Object[] row) {
        @Nullable Object[] turned = Arrays.copyOfRange(row, 1, row.length + 1);
        turned[row.length - 1] = row[0];
        return turned;
    }

    /** A nullable BIGINT column. */
    public static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    /** For what has no parameters: the driver does not take its text apart, neither for marks nor for escapes. */
    private static Statement plain(Connection c) throws SQLException {
        Statement st = c.createStatement();
        st.setEscapeProcessing(false);
        return st;
    }

    private static int update(Connection c, String sql, List<@Nullable Object> after, @Nullable Object... before)
            throws SQLException {
        if (after.isEmpty() && before.length == 0) {
            try (Statement st = plain(c)) {
                return st.executeUpdate(sql);
            }
        }
        try (PreparedStatement st = c.prepareStatement(sql)) {
            bindAll(st, bind(st, 1, before), after);
            return st.executeUpdate();
        }
    }

    private static void insertKeys(Connection c, String sql, List<@Nullable Object> parameters, List<Long> keys)
            throws SQLException {
        if (parameters.isEmpty()) {
            try (Statement st = plain(c)) {
                st.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
                readKeys(st, keys);
            }
            return;
        }
        try (PreparedStatement st = c.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bindAll(st, 1, parameters);
            st.executeUpdate();
            readKeys(st, keys);
        }
    }

    private static void readKeys(Statement st, List<Long> keys) throws SQLException {
        try (ResultSet generated = st.getGeneratedKeys()) {
            while (generated.next()) {
                keys.add(generated.getLong(1));
            }
        }
    }

    private static <T> void readInto(List<T> result, ResultSet rows, RowReader<T> reader) throws SQLException {
        while (rows.next()) {
            result.add(reader.read(rows));
        }
    }

    private static void bindAll(PreparedStatement st, int first, List<@Nullable Object> values) throws SQLException {
        int next = first;
        for (@Nullable Object value : values) {
            st.setObject(next++, value);
        }
    }

    private static int bind(PreparedStatement st, int first, @Nullable Object... values) throws SQLException {
        int next = first;
        for (@Nullable Object value : values) {
            st.setObject(next++, value);
        }
        return next;
    }

    private static <T> List<List<T>> chunks(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < list.size(); from += CHUNK) {
            parts.add(list.subList(from, Math.min(from + CHUNK, list.size())));
        }
        return parts;
    }
}
