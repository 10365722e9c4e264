package dev.taskhost.core.output;

import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A table in memory whose database may be away, lose its answers, or refuse texts. */
final class TroubledOutputs implements Outputs {
    private final Map<Long, NavigableMap<Integer, Piece>> rows = new TreeMap<>();
    final List<Integer> transactions = new ArrayList<>();
    boolean away;
    boolean answersLost;
    String refused = "\0";

    @Override
    public void write(List<Change> changes) {
        if (away) {
            throw new StoreUnavailableException("away", new IllegalStateException());
        }
        if (changes.stream().flatMap(c -> c.pieces().stream()).anyMatch(this::isRefused)) {
            throw new StoreException("incorrect string value");
        }
        changes.forEach(this::apply);
        if (answersLost) {
            throw new StoreUnavailableException("lost the connection", new IllegalStateException());
        }
        transactions.add(changes.size());
    }

    private boolean isRefused(Piece piece) {
        return piece.lines().stream().anyMatch(line -> line.text().contains(refused));
    }

    private void apply(Change change) {
        NavigableMap<Integer, Piece> pieces = rows.computeIfAbsent(change.executionId(), id -> new TreeMap<>());
        change.pieces().forEach(piece -> pieces.put(piece.seq(), piece));
        pieces.subMap(change.removedFrom(), change.removedBelow()).clear();
    }

    @Override
    public List<Piece> read(long executionId, String traceId, int after, int most) {
        return rows.getOrDefault(executionId, new TreeMap<>()).tailMap(after, false).values().stream()
                .limit(most)
                .toList();
    }

    /** All lines of an execution, errors behind an exclamation mark. */
    List<String> lines(long executionId) {
        return read(executionId, "", -1, Integer.MAX_VALUE).stream()
                .flatMap(piece -> piece.lines().stream())
                .map(line -> (line.error() ? "!" : "") + line.text())
                .toList();
    }
}
