package dev.taskhost.store.schema;

import dev.taskhost.store.sql.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds columns that a later version of the hosts' own tables has. Each has a default, so that hosts of the version before go
 * on beside it. Several hosts may do this at once.
 */
final class OwnColumns {
    private OwnColumns() {}

    /**
     * Adds them as the script defines them.
     *
     * @param create the script's statement that makes the table
     * @param lacking columns that the table does not have; those that the script cannot add are left to the caller's check
     * @return what was done, a sentence; nothing when nothing was
     */
    static List<String> add(Connection c, Table table, String create, List<String> lacking) throws SQLException {
        List<String> added = new ArrayList<>();
        for (String column : lacking) {
            Matcher definition =
                    Pattern.compile("(?m)^\\s*(`" + column + "` .*?),?$").matcher(create);
            if (definition.find() && definition.group(1).contains("DEFAULT")) {
                add(c, "ALTER TABLE `" + table.sqlName() + "` ADD COLUMN " + definition.group(1));
                added.add(column);
            }
        }
        return added.isEmpty()
                ? List.of()
                : List.of("Added to " + table.sqlName() + ": " + String.join(", ", added) + ".");
    }

    private static void add(Connection c, String sql) throws SQLException {
        try (Statement st = c.createStatement()) {
            st.execute(sql);
        } catch (SQLException e) {
            if (Failure.of(e) != Failure.COLUMN_EXISTS) { // another host was faster
                throw e;
            }
        }
    }
}
