package dev.taskhost.app.command;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Outputs.Line;
import dev.taskhost.core.store.Outputs.Piece;
import dev.taskhost.store.JdbcStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints what an execution has printed, from its beginning. Confined to one thread. */
final class OutputPrinter {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PIECES_AT_ONCE = 100;

    private final JdbcStore store;
    private final PrintWriter out;
    private final long executionId;
    private final boolean json;
    private int seen = -1;

    /**
     * @param json a JSON object a line, instead of the line
     */
    OutputPrinter(JdbcStore store, PrintWriter out, long executionId, boolean json) {
        this.store = store;
        this.out = out;
        this.executionId = executionId;
        this.json = json;
    }

    /** Prints what there is now. */
    Run print() {
        Run run = read();
        List<Piece> pieces;
        do {
            pieces = store.outputs().read(executionId, run.traceId(), seen, PIECES_AT_ONCE);
            pieces.forEach(this::print);
            out.flush();
        } while (pieces.size() == PIECES_AT_ONCE);
        return run;
    }

    /** Prints what there is and what comes, until the execution has ended and all is printed. */
    Run follow() throws InterruptedException {
        // The status is read before the output: once it is final, all of that was there.
        return Polling.until(PAUSE, () -> Optional.of(print()).filter(run -> run.status() != Status.TODO));
    }

    /** Whether anything was printed. */
    boolean hasPrinted() {
        return seen >= 0;
    }

    private Run read() {
        return store.history()
                .byId(executionId)
                .orElseThrow(
                        () -> CommandException.wrong(
                                "There is no execution " + executionId
                                        + "; taskhost runs KEY lists those of a task. Old ones are removed, see keep in docs/tasks.md."));
    }

    private void print(Piece piece) {
        piece.lines().forEach(line -> out.println(json ? Json.write(object(line)) : line.text()));
        seen = piece.seq();
    }

    private static Map<String, @Nullable Object> object(Line line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("error", line.error());
        object.put("line", line.text());
        return object;
    }
}
