package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.Fault;
import dev.taskhost.core.engine.SchedulerEvent.PruneFailed;
import dev.taskhost.core.engine.SchedulerEvent.Pruned;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.Retention.Removal;
import dev.taskhost.core.store.Retention.Stock;
import dev.taskhost.core.store.Retention.Surplus;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.task.TaskDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes executions beyond what their tasks keep: one host at a time, once an hour, a few hundred rows a transaction with
 * a pause after each, so that starts and ends never wait for it. Confined to one thread, but for {@link #end}.
 */
final class Pruner {
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration HOLD = Duration.ofMinutes(2);
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);
    private static final long ORPHANS_STAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int ROWS_AT_ONCE = 500;
    private static final int TASKS_AT_ONCE = 500;

    private final Retention retention;
    private final String node;
    private final Keep defaults;
    private final LongSupplier databaseNow;
    private final Consumer<SchedulerEvent> events;
    private final Pause pause = new Pause();
    private String told = "";
    private long now;
    private long removed;

    /**
     * @param databaseNow the database's clock, epoch milliseconds: a host's own may be wrong, and what is removed is gone
     */
    Pruner(Retention retention, LongSupplier databaseNow, SchedulerSettings settings, Consumer<SchedulerEvent> events) {
        this.retention = retention;
        this.databaseNow = databaseNow;
        this.node = settings.node();
        this.defaults = settings.defaults().keep();
        this.events = events;
    }

    /** Prunes if that is due and no other host is at it; otherwise costs one statement. */
    void prune() {
        removed = 0;
        try {
            if (!pause.isOver() && retention.claim(node, HOLD) && pruneAll()) {
                retention.finish(node, EVERY);
                told = "";
            }
        } catch (StoreUnavailableException e) {
            LOG.debug("pruning waits for the database; the engine tells that it is away", e);
        } catch (StoreException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            events.accept(new Fault("removing old executions", e));
        }
        if (removed > 0) {
            events.accept(new Pruned(removed));
        }
    }

    /** Stops after the batch under way. Thread-safe. */
    void end() {
        pause.end();
    }

    /** A refusal comes again each time; it is told when it is another one. */
    private void failed(StoreException e) {
        String reason = String.valueOf(e.getMessage());
        if (pause.isOver()) {
            LOG.debug("pruning met a store that is being closed", e);
        } else if (!reason.equals(told)) {
            events.accept(new PruneFailed(reason));
        }
        told = reason;
    }

    /** Answers false when it was ended, or another host took over. */
    private boolean pruneAll() throws InterruptedException {
        now = databaseNow.getAsLong();
        int after = 0;
        while (true) {
            List<Stock> stocks = retention.stocks(after, TASKS_AT_ONCE);
            List<Surplus> surpluses = new ArrayList<>();
            for (Stock stock : stocks) {
                if (stock.orphaned() && !removeOrphans(stock.taskId())) {
                    return false;
                }
                surplus(stock).ifPresent(surpluses::add);
            }
            if (!removeAll(surpluses)) {
                return false;
            }
            if (stocks.size() < TASKS_AT_ONCE) {
                return true;
            }
            after = stocks.getLast().taskId();
        }
    }

    private Optional<Surplus> surplus(Stock stock) {
        boolean gone = stock.extra() == null;
        Keep keep = stock.extra() == null ? defaults : TaskDefinition.keepOf(stock.extra(), defaults);
        long endedBefore = keep.days() == 0
                ? Long.MIN_VALUE
                : now - Duration.ofDays(keep.days()).toMillis();
        boolean tooMany = keep.rows() > 0 && stock.count() > keep.rows();
        boolean tooOld = stock.oldestEndedAt() < endedBefore && (gone || stock.count() > 1);
        if (!tooMany && !tooOld) {
            return Optional.empty();
        }
        long below = tooMany ? retention.keptFrom(stock.taskId(), keep.rows()) : 0;
        long until = gone ? Long.MAX_VALUE : stock.newest();
        return Optional.of(new Surplus(stock.taskId(), stock.oldest(), below, endedBefore, until));
    }

    private boolean removeAll(List<Surplus> surpluses) throws InterruptedException {
        List<Surplus> left = surpluses;
        while (!left.isEmpty()) {
            Removal removal = retention.remove(left, ROWS_AT_ONCE);
            removed += removal.rows();
            left = left.subList(removal.finished(), left.size());
            if (!mayGoOn()) {
                return false;
            }
        }
        return mayGoOn();
    }

    private boolean removeOrphans(int taskId) throws InterruptedException {
        long endedBefore = now - ORPHANS_STAY_MILLIS;
        while (retention.removeOrphans(taskId, endedBefore, ROWS_AT_ONCE) == ROWS_AT_ONCE) {
            if (!mayGoOn()) {
                return false;
            }
        }
        return true;
    }

    private boolean mayGoOn() throws InterruptedException {
        return pause.await(BETWEEN_BATCHES) && retention.claim(node, HOLD);
    }
}
