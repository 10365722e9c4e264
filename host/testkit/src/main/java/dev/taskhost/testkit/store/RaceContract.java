package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.store.Ledger.StartResult.Moved;
import dev.taskhost.core.store.Ledger.StartResult.Started;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.task.OverlapPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two hosts on the same fire times: each gets exactly one row, whoever wins. */
public abstract class RaceContract extends StoreContract {
    private static final int TASKS = 100;
    private static final int FIRE_TIMES = 100;
    private static final int ROUNDS_OF_FUZZ = 150;

    @Test
    void tenThousandFireTimesAreStartedOnceEach() throws Exception {
        List<Integer> ids = planAll();
        CyclicBarrier round = new CyclicBarrier(2);
        List<Integer> wins = both(host -> {
            int won = 0;
            for (int i = 0; i < FIRE_TIMES; i++) {
                round.await(60, TimeUnit.SECONDS);
                won += startAndEnd(host, ids, i);
            }
            return won;
        });
        assertThat(wins.get(0) + wins.get(1)).as("rows %s", wins).isEqualTo(TASKS * FIRE_TIMES);
        assertOneRowEach(TASKS * FIRE_TIMES);
    }

    /** A host ends what ran while it starts what is next, often of the same tasks: skipped then, not stuck. */
    @Test
    void oneHostStartsAndEndsSideBySide() throws Exception {
        List<Integer> ids = planAll();
        Host host = new Host(store(), lease());
        BlockingQueue<List<End>> ended = new LinkedBlockingQueue<>();
        int rows = 0;
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Boolean> ender = thread.submit(() -> endAll(host, ended));
            for (int i = 0; i < FIRE_TIMES; i++) {
                List<End> ends = new ArrayList<>();
                rows += start(host, ids, i, ends);
                ended.add(ends);
            }
            assertThat(ender.get(300, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(rows).isEqualTo(TASKS * FIRE_TIMES);
        assertOneRowEach(rows);
    }

    private static boolean endAll(Host host, BlockingQueue<List<End>> ended) throws InterruptedException {
        for (int i = 0; i < FIRE_TIMES; i++) {
            assertThat(host.store().ledger().end(host.lease(), ended.take())).doesNotContain(false);
        }
        return true;
    }

    private int startAndEnd(Host host, List<Integer> ids, int round) {
        List<End> ends = new ArrayList<>();
        int rows = start(host, ids, round, ends);
        assertThat(host.store().ledger().end(host.lease(), ends)).doesNotContain(false);
        return rows;
    }

    /** Answers how many rows that made, and adds the ends of those that run. */
    private int start(Host host, List<Integer> ids, int round, List<End> ends) {
        List<Start> starts =
                ids.stream().map(id -> host.start(id, 1000L * round)).toList();
        List<StartResult> results = host.store().ledger().start(host.lease(), starts);
        int rows = 0;
        for (int i = 0; i < starts.size(); i++) {
            rows += results.get(i) instanceof Moved ? 0 : 1;
            if (results.get(i) instanceof Started started) {
                ends.add(
                        new End(started.executionId(), starts.get(i).taskId(), Status.SUCCESS, "{}", 1L, 2, List.of()));
            }
        }
        return rows;
    }

    /** Batches of any size, calls made twice, ends at any time: still one row for each fire time, and nothing stays held. */
    @Test
    void noDisorderLeadsToASecondRow() throws Exception {
        List<Integer> ids = planAll();
        List<Integer> wins = both(host -> new Fuzz(host, ids).run());
        int rows = wins.get(0) + wins.get(1);
        assertThat(rows).isGreaterThan(ROUNDS_OF_FUZZ);
        assertOneRowEach(rows);
    }

    private void assertOneRowEach(int rows) {
        assertThat(column("SELECT task_id FROM task_execution GROUP BY task_id, fire_at HAVING COUNT(*) > 1"))
                .isEmpty();
        assertThat(column("SELECT COUNT(*) FROM task_execution")).containsExactly(String.valueOf(rows));
        assertThat(column("SELECT COUNT(*) FROM execute_task")).containsExactly(String.valueOf(rows));
        assertThat(column("SELECT id FROM execute_task WHERE status = 'todo'")).isEmpty();
        assertThat(column("SELECT id FROM task WHERE status <> 'ready'")).isEmpty();
        assertThat(column("SELECT task_id FROM task_schedule WHERE execution_id IS NOT NULL"))
                .isEmpty();
    }

    private List<Integer> planAll() {
        List<Integer> ids = tasks(TASKS);
        store().ledger()
                .plan(lease(), ids.stream().map(id -> new Plan(id, A, 0L, true)).toList());
        return ids;
    }

    private List<Integer> both(Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> hosts = new ArrayList<>();
            for (String name : List.of("b", "c")) {
                StoreUnderTest store = open();
                Host host = new Host(store, store.nodes().join(NodeInfo.named(name), Duration.ofSeconds(15)));
                hosts.add(() -> work.run(host));
            }
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> done : threads.invokeAll(hosts, 300, TimeUnit.SECONDS)) {
                results.add(done.get());
            }
            return results;
        }
    }

    private interface Work {
        int run(Host host) throws Exception;
    }

    private record Host(StoreUnderTest store, Lease lease) {
        Start start(int id, long fireAt) {
            String trace = UUID.randomUUID().toString().replace("-", "");
            return new Start(id, fireAt, fireAt + 1000, trace, OverlapPolicy.SKIP);
        }
    }

    /** One host's disorder, the same each time for the same name. */
    private static final class Fuzz {
        private final Host host;
        private final List<Integer> ids;
        private final Random random;
        private final Map<Integer, Long> believed = new HashMap<>();
        private final List<End> running = new ArrayList<>();
        private int rows;

        Fuzz(Host host, List<Integer> ids) {
            this.host = host;
            this.ids = ids;
            random = new Random(host.lease().node().hashCode());
        }

        int run() {
            for (int i = 0; i < ROUNDS_OF_FUZZ; i++) {
                startSome();
                if (random.nextInt(3) == 0) {
                    endAll();
                }
            }
            endAll();
            return rows;
        }

        private void startSome() {
            List<Start> starts = new ArrayList<>();
            for (int id : ids) {
                if (random.nextInt(4) == 0) {
                    starts.add(random.nextInt(starts.size() + 1), host.start(id, believed.getOrDefault(id, 0L)));
                }
            }
            List<StartResult> results = host.store().ledger().start(host.lease(), starts);
            if (random.nextBoolean()) {
                results = host.store().ledger().start(host.lease(), starts);
            }
            for (int i = 0; i < starts.size(); i++) {
                take(starts.get(i), results.get(i));
            }
        }

        private void take(Start start, StartResult result) {
            Long next = start.nextFireAt();
            if (result instanceof Moved moved) {
                next = moved.now().nextFireAt();
            } else {
                rows++;
            }
            if (result instanceof Started started) {
                running.add(new End(started.executionId(), start.taskId(), Status.SUCCESS, "{}", 1L, 2, List.of()));
            }
            believed.put(start.taskId(), next == null ? 0L : next);
        }

        private void endAll() {
            assertThat(host.store().ledger().end(host.lease(), running)).doesNotContain(false);
            if (random.nextBoolean()) {
                assertThat(host.store().ledger().end(host.lease(), running)).doesNotContain(false);
            }
            running.clear();
        }
    }
}
