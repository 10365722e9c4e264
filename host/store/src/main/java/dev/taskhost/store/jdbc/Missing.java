package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.Miss;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that records fire times nobody served, as one row for each entry under its first fire time. An entry
 * whose schedule has moved is left out, so a repeated call changes nothing.
 */
final class Missing {
    private final Write w;
    private final Connection c;
    private final List<Miss> batch;
    private final boolean careful;

    Missing(Write w, List<Miss> batch, boolean careful) {
        this.w = w;
        this.c = w.c();
        this.batch = batch;
        this.careful = careful;
    }

    void run() throws SQLException {
        Fence.check(w);
        Map<Integer, Slot> slots =
                Schedules.lock(c, batch.stream().map(Miss::taskId).toList());
        List<Miss> standing =
                batch.stream().filter(m -> stands(slots.get(m.taskId()), m)).toList();
        Set<Executions.Key> served = careful
                ? Executions.find(c, standing.stream().map(Missing::key).toList())
                        .keySet()
                : Set.of();
        List<Executions.NewRow> rows = new ArrayList<>();
        List<@Nullable Object[]> moves = new ArrayList<>();
        for (Miss miss : standing) {
            if (miss.count() > 0 && !served.contains(key(miss))) {
                rows.add(new Executions.NewRow(
                        miss.taskId(),
                        miss.first(),
                        1,
                        Status.MISSED,
                        Extras.missed(miss),
                        miss.traceId(),
                        w.now(),
                        Cause.TRIGGER));
            }
            moves.add(move(miss, slots.get(miss.taskId())));
        }
        Executions.insert(w, rows, careful);
        Schedules.move(w, moves);
        QueueRows.insert(c, standing.stream().flatMap(m -> m.queued().stream()).toList());
    }

    private static boolean stands(@Nullable Slot slot, Miss miss) {
        Long next = slot == null ? null : slot.row().nextFireAt();
        return next != null && next == miss.expected();
    }

    private static Executions.Key key(Miss miss) {
        return new Executions.Key(miss.taskId(), miss.first(), 1);
    }

    private static @Nullable Object[] move(Miss miss, @Nullable Slot slot) {
        Long executionId = slot == null ? null : slot.row().executionId();
        int held = slot != null && slot.statusHeld() ? 1 : 0;
        return new @Nullable Object[] {miss.taskId(), miss.nextFireAt(), miss.last(), executionId, held};
    }
}
