package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.SchedulerEvent.PruneFailed;
import dev.taskhost.core.engine.SchedulerEvent.Pruned;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.trigger.CronDialect;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pruner does when it is ended, outrun or refused; what it removes is the store's contract. */
class PrunerTest {
    private static final Duration ANY = Duration.ofSeconds(1);

    private final List<SchedulerEvent> events = new ArrayList<>();
    private final EndlessPast past = new EndlessPast();
    private final Pruner pruner = new Pruner(past, () -> 0, settings(), events::add);

    @Test
    void itStopsAfterTheBatchDuringWhichItWasEnded() {
        past.atBatch(3, pruner::end);
        pruner.prune();
        assertThat(past.batches).isEqualTo(3);
        assertThat(past.finished).isFalse();
        assertThat(events).containsExactly(new Pruned(1_500));
    }

    @Test
    void itStopsWhenAnotherHostTookOver() {
        past.atBatch(2, () -> past.ours = false);
        pruner.prune();
        assertThat(past.batches).isEqualTo(2);
        assertThat(past.finished).isFalse();
    }

    @Test
    void aRefusalIsToldOnceAndTheNextOneToo() {
        past.atBatch(1, () -> {
            throw new StoreException("no right to DELETE");
        });
        pruner.prune();
        pruner.prune();
        past.atBatch(3, () -> {
            throw new StoreException("something else");
        });
        pruner.prune();
        assertThat(events).containsExactly(new PruneFailed("no right to DELETE"), new PruneFailed("something else"));
    }

    @Test
    void aDatabaseThatIsAwayIsTheEnginesToTell() {
        past.atBatch(1, () -> {
            throw new StoreUnavailableException("away", new IllegalStateException());
        });
        pruner.prune();
        assertThat(events).isEmpty();
    }

    private static SchedulerSettings settings() {
        TaskDefaults defaults =
                new TaskDefaults(ZoneOffset.UTC, CronDialect.STANDARD, ANY, Duration.ZERO, new Keep(1, 0));
        return new SchedulerSettings(NodeInfo.named("a"), defaults, ANY, ANY, ANY, ANY, ANY, ANY, ANY, 0);
    }

    /** A task whose old executions never come to an end. */
    private static final class EndlessPast implements Retention {
        private boolean ours = true;
        private boolean finished;
        private int batches;
        private int hookedBatch;
        private Runnable hook = () -> {};

        void atBatch(int number, Runnable what) {
            hookedBatch = number;
            hook = what;
        }

        @Override
        public boolean claim(String node, Duration hold) {
            return ours;
        }

        @Override
        public void finish(String node, Duration every) {
            finished = true;
        }

        @Override
        public List<Stock> stocks(int afterTaskId, int most) {
            return List.of(new Stock(1, "{}", 1_000_000, 1, 1_000_000, 0, false));
        }

        @Override
        public long keptFrom(int taskId, int rows) {
            return 1_000_000;
        }

        @Override
        public Removal remove(List<Surplus> surpluses, int most) {
            batches++;
            if (batches >= hookedBatch) {
                hook.run();
            }
            return new Removal(most, 0);
        }

        @Override
        public int removeOrphans(int taskId, long endedBefore, int most) {
            return 0;
        }
    }
}
