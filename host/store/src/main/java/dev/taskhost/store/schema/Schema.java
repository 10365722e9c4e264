package dev.taskhost.store.schema;

import dev.taskhost.core.store.StoreException;
import dev.taskhost.store.sql.Database;
import dev.taskhost.store.sql.Dialect;
import dev.taskhost.store.sql.Failure;
import dev.taskhost.store.sql.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings a database to the state the hosts need: makes the tables that are missing, and refuses, with what to do, where a
 * column or a right is. The team's tables are never altered, but for an index that may be missing; the hosts' own get the
 * columns that a later version brings. Several hosts may do this at once.
 */
public final class Schema {
    private final Database database;

    public Schema(Database database) {
        this.database = database;
    }

    /**
     * Checks and makes.
     *
     * @return what was done, a sentence each, for the log; empty when everything was there
     * @throws StoreException when the tables are not as they must be, and cannot be made so
     */
    public List<String> prepare() {
        return database.run("check the tables", this::prepare);
    }

    /** Names of the tables that are not there. Changes nothing. */
    public List<String> missing() {
        return database.run("look for the tables", c -> {
            List<String> names = new ArrayList<>();
            for (Table table : Table.values()) {
                if (columns(c, table).isEmpty()) {
                    names.add(table.sqlName());
                }
            }
            return names;
        });
    }

    private List<String> prepare(Connection c) throws SQLException {
        Set<Table> missing = EnumSet.noneOf(Table.class);
        List<String> done = new ArrayList<>();
        for (Table table : Table.values()) {
            Optional<Set<String>> columns = columns(c, table);
            if (columns.isEmpty()) {
                missing.add(table);
            } else {
                done.addAll(complete(c, table, columns.get()));
            }
        }
        done.addAll(missing.isEmpty() ? List.of() : create(c, missing));
        done.addAll(UpdateIndex.prepare(c, database.dialect()));
        for (Table table : Table.values()) {
            probe(c, table);
        }
        return done;
    }

    private Optional<Set<String>> columns(Connection c, Table table) throws SQLException {
        try (Statement st = c.createStatement();
                ResultSet none = st.executeQuery("SELECT * FROM `" + table.sqlName() + "` WHERE 1 = 0")) {
            ResultSetMetaData meta = none.getMetaData();
            Set<String> names = new HashSet<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                names.add(meta.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return Optional.of(names);
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.NO_TABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<String> complete(Connection c, Table table, Set<String> present) throws SQLException {
        List<String> lacking =
                table.columns().stream().filter(col -> !present.contains(col)).toList();
        if (table.ofTheTeam() || lacking.isEmpty()) {
            requireColumns(table, present);
            return List.of();
        }
        List<String> done;
        try {
            done = OwnColumns.add(c, table, createOf(table), lacking);
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DENIED) {
                requireColumns(table, present);
            }
            throw e;
        }
        requireColumns(table, columns(c, table).orElseThrow());
        return done;
    }

    private String createOf(Table table) {
        return script().stream()
                .filter(statement -> makes(statement, table))
                .findFirst()
                .orElseThrow();
    }

    private static boolean makes(String statement, Table table) {
        return statement.startsWith("CREATE TABLE IF NOT EXISTS `" + table.sqlName() + "`");
    }

    private void requireColumns(Table table, Set<String> present) {
        List<String> lacking =
                table.columns().stream().filter(col -> !present.contains(col)).toList();
        if (lacking.isEmpty()) {
            return;
        }
        String unknown = present.stream()
                .filter(col -> !table.columns().contains(col))
                .sorted()
                .collect(Collectors.joining(", "));
        throw new StoreException("Table " + table.sqlName() + " on "
                + database.explainer().place() + " lacks " + String.join(", ", lacking)
                + (unknown.isEmpty() ? "" : "; it has these that are not known here: " + unknown)
                + ". Was a column renamed, or does the table belong to another program or version? conf/schema.sql shows"
                + " what it must look like; ALTER TABLE adds what it lacks.");
    }

    private List<String> create(Connection c, Set<Table> missing) throws SQLException {
        boolean embedded = database.dialect() == Dialect.H2;
        boolean samples = embedded && missing.contains(Table.TASK);
        for (String statement : script()) {
            boolean wanted = statement.startsWith("INSERT")
                    ? samples
                    : missing.stream().anyMatch(table -> makes(statement, table));
            if (wanted) {
                execute(c, statement, missing);
            }
        }
        return told(missing, samples);
    }

    private void execute(Connection c, String statement, Set<Table> missing) throws SQLException {
        try (Statement st = c.createStatement()) {
            st.execute(statement);
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DENIED) {
                throw new StoreException(
                        "Missing on " + database.explainer().place() + ": " + names(missing)
                                + "; and the account may not create tables ("
                                + Failure.telling(e).getMessage() + "). As an administrator, "
                                + database.explainer().grants() + ".",
                        e);
            }
            throw e;
        }
    }

    private List<String> told(Set<Table> missing, boolean samples) {
        List<String> done = new ArrayList<>();
        done.add("Created on " + database.explainer().place() + ": " + names(missing) + ".");
        if (samples) {
            done.add("Filled table task with five samples; test_interval, hello_js and hello_java are enabled.");
        } else if (missing.contains(Table.TASK)) {
            done.add("Table task is empty: INSERT a row, and it runs.");
        }
        return done;
    }

    private void probe(Connection c, Table table) throws SQLException {
        try (Statement st = c.createStatement()) {
            for (String probe : table.probes()) {
                st.executeUpdate(probe);
            }
        }
    }

    private static String names(Set<Table> tables) {
        return tables.stream()
                .map(t -> t.sqlName() + (t.ofTheTeam() ? "" : " (the hosts' own)"))
                .collect(Collectors.joining(", "));
    }

    private List<String> script() {
        String name = database.dialect() == Dialect.H2 ? "embedded.sql" : "schema.sql";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar of the store");
            }
            return SqlScript.statements(new String(in.readAllBytes(), StandardCharsets.UTF_8), database.dialect());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
