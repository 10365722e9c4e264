package dev.taskhost.app.sql;

import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.json.Json;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs statements one after the other and prints what comes back. Confined to one thread. */
public final class SqlRunner {
    private final Connection connection;
    private final PrintWriter out;
    private final boolean json;

    /**
     * Takes where to run and where to print.
     *
     * @param json rows as JSON objects, one a line, instead of a table
     */
    public SqlRunner(Connection connection, PrintWriter out, boolean json) {
        this.connection = connection;
        this.out = out;
        this.json = json;
    }

    /**
     * Runs one statement.
     *
     * @return whether it may have changed something: no rows came back
     */
    public boolean run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean query = statement.execute(sql);
            if (query) {
                try (ResultSet rows = statement.getResultSet()) {
                    print(rows);
                }
            } else if (!json) {
                int count = statement.getUpdateCount();
                out.println("OK, " + count + (count == 1 ? " row" : " rows"));
            }
            return !query;
        } finally {
            out.flush();
        }
    }

    private void print(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        if (json) {
            while (rows.next()) {
                out.println(Json.write(object(rows, columns, names)));
            }
            return;
        }
        TextTable table = new TextTable(names);
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                String cell = rows.getString(i);
                cells.add(cell == null ? "NULL" : cell);
            }
            table.add(cells);
        }
        table.lines().forEach(out::println);
        out.println("(" + table.size() + (table.size() == 1 ? " row)" : " rows)"));
    }

    private static Map<String, @Nullable Object> object(ResultSet rows, ResultSetMetaData columns, List<String> names)
            throws SQLException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 1; i <= names.size(); i++) {
            object.put(names.get(i - 1), value(rows, i, columns.getColumnType(i)));
        }
        return object;
    }

    private static @Nullable Object value(ResultSet rows, int column, int type) throws SQLException {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC ->
                rows.getBigDecimal(column);
            case Types.BIT, Types.BOOLEAN -> rows.getObject(column);
            default -> rows.getString(column);
        };
    }
}
