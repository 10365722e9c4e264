package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.engine.SchedulerEvent.Pending;
import dev.taskhost.core.engine.SchedulerEvent.Unregistered;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.WatchedRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what the watch read, in chunks: has rows judged, gives what came of it to {@link Registrations}, forgets tasks
 * whose rows are gone, shows what is pending. Confined to the engine's thread.
 *
 * <p>The database is written first and the memory after it, so what fails half way is given up: the rows are read again,
 * and what was read before is old by then.
 */
final class Registrar {
    private static final int CHUNK = 1_000;

    private final Board board;
    private final Judge judge;
    private final Chains chains;
    private final Registrations registrations;
    private final Ledger ledger;
    private final BodyLookup bodies;
    private final Wanted wanted;
    private final Consumer<SchedulerEvent> events;

    private final Deque<Write> writes = new ArrayDeque<>();
    private Iterator<WatchedRow> unread = Collections.emptyIterator();
    private List<WatchedRow> chunk = List.of();
    private Consumer<Boolean> taken = all -> {};
    private long generation = Long.MIN_VALUE;

    /**
     * @param enter is given tasks that have a fire time
     */
    Registrar(EngineParts parts, Board board, Consumer<TaskState> enter) {
        this.board = board;
        this.chains = new Chains(parts.wanted());
        this.judge = new Judge(parts, board, chains);
        this.registrations = new Registrations(parts, board, judge, enter, writes::add);
        this.ledger = parts.stores().ledger();
        this.bodies = parts.bodies();
        this.wanted = parts.wanted();
        this.events = parts.events();
    }

    /** Takes over what was read, with the {@link #next} writes. */
    void take(Message.Rows read) {
        forgetGone(read);
        read.rows().forEach(row -> board.noteKey(row.task()));
        unread = read.rows().iterator();
        taken = read.taken();
        wantRejected();
    }

    /** The next write; null when everything is taken over. */
    @Nullable
    Write next() {
        while (writes.isEmpty()) {
            if (!chunk.isEmpty()) {
                List<WatchedRow> done = chunk;
                chunk = List.of();
                done.forEach(this::showPending);
            } else if (unread.hasNext()) {
                takeChunk();
            } else {
                taken(true);
                return null;
            }
        }
        return writes.remove();
    }

    /** Gives up what was read and is not taken over yet: it is to be read again. */
    void forget() {
        unread = Collections.emptyIterator();
        chunk = List.of();
        while (!writes.isEmpty()) {
            writes.remove().dropped().run();
        }
        taken(false);
    }

    /** Takes the result of a body's check: a body that cannot be called is answered, one that waited for it is planned. */
    void checked(Message.BodyChecked check) {
        registrations.checked(check);
    }

    /** Answers a task whose body cannot be called; what it had planned is taken away. */
    void reject(TaskState task, String reason) {
        registrations.reject(task, reason);
    }

    private void taken(boolean all) {
        Consumer<Boolean> told = taken;
        taken = ignored -> {};
        told.accept(all);
    }

    /** New scripts or plugins: what was rejected may have its body now. */
    private void wantRejected() {
        long now = bodies.generation();
        if (now != generation) {
            generation = now;
            wanted.addAll(board.rejected());
        }
    }

    private void takeChunk() {
        chunk = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        while (unread.hasNext() && chunk.size() < CHUNK) {
            WatchedRow row = unread.next();
            chunk.add(row);
            Verdict verdict = judge.judge(row);
            if (verdict != null) {
                verdicts.add(verdict);
            }
        }
        registrations.apply(verdicts, this::forget);
    }

    private void forgetGone(Message.Rows read) {
        Set<Integer> present = read.rows().stream().map(row -> row.task().id()).collect(Collectors.toSet());
        List<Integer> gone = board.idsOf(read.ranges());
        gone.removeIf(present::contains);
        if (gone.isEmpty()) {
            return;
        }
        write(lease -> {
            ledger.forget(lease, gone);
            return () -> board.removeAll(gone).forEach(this::gone);
        });
    }

    private void gone(TaskState task) {
        task.rest();
        chains.remove(task.id);
        events.accept(new Unregistered(task.id, task.row.taskKey(), "its row is gone"));
    }

    private void showPending(WatchedRow watched) {
        TaskState task = board.find(watched.task().id());
        if (task == null) {
            return;
        }
        ScheduleRow schedule = watched.schedule();
        String columns = task.definition == null ? null : PendingColumns.of(task.row, watched.task());
        boolean shown = Objects.equals(columns, schedule == null ? null : schedule.pending());
        if (!shown) {
            write(lease -> {
                ledger.pending(lease, task.id, columns);
                return () -> {};
            });
        }
        if (!Objects.equals(columns, task.pending)) {
            task.pending = columns;
            events.accept(new Pending(task.id, task.row.taskKey(), columns));
        }
    }

    private void write(Function<Lease, Runnable> call) {
        writes.add(new Write(call, this::forget, false));
    }
}
