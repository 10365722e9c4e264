package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Outputs;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes and reads what executions print. Thread-safe. */
public final class JdbcOutputs implements Outputs {
    private static final String PUT = "INSERT INTO task_output (execution_id, seq, trace_id, `text`, error_lines)"
            + " VALUES {rows} ON DUPLICATE KEY UPDATE trace_id = VALUES(trace_id), `text` = VALUES(`text`),"
            + " error_lines = VALUES(error_lines)";

    private static final String REMOVE = "DELETE FROM task_output WHERE execution_id = ? AND seq >= ? AND seq < ?";

    /** By the trace id too: emptied by hand, {@code execute_task} counts from 1 again. */
    private static final String READ = "SELECT seq, `text`, error_lines FROM task_output"
            + " WHERE execution_id = ? AND trace_id = ? AND seq > ? ORDER BY seq LIMIT ?";

    private final Database database;

    /** Takes the database whose {@code task_output} it is. */
    public JdbcOutputs(Database database) {
        this.database = database;
    }

    @Override
    public void write(List<Change> changes) {
        database.write("store what tasks print", c -> write(c, changes));
    }

    private static int write(Connection c, List<Change> changes) throws SQLException {
        List<@Nullable Object[]> puts = new ArrayList<>();
        List<@Nullable Object[]> removals = new ArrayList<>();
        for (Change change : changes) {
            for (Piece piece : change.pieces()) {
                puts.add(row(change, piece));
            }
            if (change.removedFrom() < change.removedBelow()) {
                removals.add(new Object[] {change.executionId(), change.removedFrom(), change.removedBelow()});
            }
        }
        Bulk.insert(c, PUT, puts);
        return Bulk.executeEach(c, REMOVE, removals);
    }

    private static @Nullable Object[] row(Change change, Piece piece) {
        String text = piece.lines().stream().map(Line::text).collect(Collectors.joining("\n"));
        return new @Nullable Object[] {
            change.executionId(), piece.seq(), change.traceId(), text, LineNumbers.write(errors(piece))
        };
    }

    private static BitSet errors(Piece piece) {
        BitSet errors = new BitSet();
        for (int i = 0; i < piece.lines().size(); i++) {
            errors.set(i, piece.lines().get(i).error());
        }
        return errors;
    }

    @Override
    public List<Piece> read(long executionId, String traceId, int after, int most) {
        return database.run(
                "read what a task printed",
                c -> Bulk.query(c, READ, JdbcOutputs::piece, executionId, traceId, after, most));
    }

    private static Piece piece(ResultSet r) throws SQLException {
        BitSet errors = LineNumbers.read(r.getString(3));
        List<Line> lines = new ArrayList<>();
        for (String text : String.valueOf(r.getString(2)).split("\n", -1)) {
            lines.add(new Line(errors.get(lines.size()), text));
        }
        return new Piece(r.getInt(1), lines);
    }
}
