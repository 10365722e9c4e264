package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.store.sql.Database;
import dev.taskhost.store.sql.DuplicateRowException;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger. Each call is one transaction that first locks the lease's row ({@link Fence}), then schedules in task id
 * order, then executions, then the seed's tasks. Thread-safe; calls about different tasks go side by side.
 */
public final class JdbcLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcLedger.class);

    private final Database database;
    private final InstantSource clock;
    private final boolean noted;
    private final StatusTurn turn = new StatusTurn();

    /**
     * @param clock gives the end of rows that never run: skipped, missed, rejected
     * @param noted whether what people are told of is written down, see {@link OccurrenceRows}
     */
    public JdbcLedger(Database database, InstantSource clock, boolean noted) {
        this.database = database;
        this.clock = clock;
        this.noted = noted;
    }

    @Override
    public List<ScheduleRow> plan(Lease lease, List<Plan> plans) {
        if (plans.isEmpty()) {
            return List.of();
        }
        oneEntryEach(plans, Plan::taskId);
        return database.write("store plans", c -> new Planning(write(c, lease)).plan(plans));
    }

    @Override
    public List<StartResult> start(Lease lease, List<Start> starts) {
        if (starts.isEmpty()) {
            return List.of();
        }
        oneEntryEach(starts, Start::taskId);
        try {
            return inTurn("start executions", c -> new PlainStarting(write(c, lease), starts).run());
        } catch (NotPlainException | DuplicateRowException e) {
            LOG.debug("Starting {} executions the careful way: {}", starts.size(), e.getMessage());
            return twice("start executions", careful -> c -> new Starting(write(c, lease), starts, careful).run());
        }
    }

    @Override
    public List<QueuedResult> startQueued(Lease lease, List<QueuedStart> starts) {
        if (starts.isEmpty()) {
            return List.of();
        }
        oneEntryEach(starts, start -> start.entry().what().taskId());
        return inTurn("start queued executions", c -> new QueueStarting(write(c, lease), starts).run());
    }

    @Override
    public Map<Integer, Long> fireTimes(Collection<Integer> taskIds) {
        if (taskIds.isEmpty()) {
            return Map.of();
        }
        return database.run("look at fire times", c -> Schedules.fireTimes(c, taskIds));
    }

    @Override
    public void miss(Lease lease, List<Miss> batch) {
        if (batch.isEmpty()) {
            return;
        }
        oneEntryEach(batch, Miss::taskId);
        twice("record missed fire times", careful -> c -> {
            new Missing(write(c, lease), batch, careful).run();
            return true;
        });
    }

    @Override
    public List<Boolean> end(Lease lease, List<End> ends) {
        if (ends.isEmpty()) {
            return List.of();
        }
        for (End end : ends) {
            Extras.checkFits(end.executionId(), end.extra());
        }
        try {
            return inTurn("end executions", c -> {
                new PlainEnding(write(c, lease), ends).run();
                return Collections.nCopies(ends.size(), true);
            });
        } catch (NotPlainException | DuplicateRowException e) {
            LOG.debug("Ending {} executions the careful way: {}", ends.size(), e.getMessage());
            return inTurn("end executions", c -> new Ending(write(c, lease), ends).run());
        }
    }

    @Override
    public List<@Nullable Long> reject(Lease lease, List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return List.of();
        }
        oneEntryEach(rejections, Rejection::taskId);
        return twice("answer bad rows", careful -> c -> new Rejecting(write(c, lease), rejections, careful).run());
    }

    @Override
    public void unplan(Lease lease, List<Integer> taskIds) {
        if (!taskIds.isEmpty()) {
            database.write("take plans away", c -> {
                new Planning(write(c, lease)).unplan(taskIds);
                return true;
            });
        }
    }

    @Override
    public void forget(Lease lease, List<Integer> taskIds) {
        if (!taskIds.isEmpty()) {
            database.write("forget deleted tasks", c -> {
                new Planning(write(c, lease)).forget(taskIds);
                return true;
            });
        }
    }

    @Override
    public void pending(Lease lease, int taskId, @Nullable String columns) {
        database.write("note pending changes", c -> {
            new Planning(write(c, lease)).pending(taskId, columns);
            return true;
        });
    }

    /** Begins a transaction's write, once more for each try of it: none begins with the turn of the one before. */
    private Write write(Connection c, Lease lease) {
        turn.over();
        return new Write(c, database.dialect(), lease, clock.millis(), turn, noted);
    }

    /** A transaction within which {@link StatusTurn} may be taken. */
    private <T> T inTurn(String what, Database.Work<T> work) {
        try {
            return database.write(what, work);
        } finally {
            turn.over();
        }
    }

    /** Work that looks before it inserts when it is told to be careful. */
    private interface Careful<T> {
        Database.Work<T> work(boolean careful);
    }

    /** A taken unique key is rare, so the first go does not look; the second does. */
    private <T> T twice(String what, Careful<T> work) {
        try {
            return inTurn(what, work.work(false));
        } catch (DuplicateRowException first) {
            LOG.debug("Looking before inserting to {}: {}", what, first.getMessage());
            try {
                return inTurn(what, work.work(true));
            } catch (DuplicateRowException second) {
                second.addSuppressed(first);
                throw database.explainer().duplicate(what, second);
            }
        }
    }

    private static <T> void oneEntryEach(List<T> batch, ToIntFunction<T> taskId) {
        Set<Integer> seen = new HashSet<>();
        for (T entry : batch) {
            if (!seen.add(taskId.applyAsInt(entry))) {
                throw new IllegalArgumentException(
                        "two entries for task " + taskId.applyAsInt(entry) + " in one batch");
            }
        }
    }
}
