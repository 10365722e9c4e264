package dev.taskhost.bench;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What an idle worker keeps of the heap: so many are opened by as many bodies at once, and the heap after a collection is
 * compared with that of one. The code and the types that all share are in both. Confined to one thread.
 */
final class IdleMemory {
    private static final int MANY = 5;
    private static final int ROUNDS = 3; // a worker that opens late has no body in the first

    private final ScheduledExecutorService clock;

    IdleMemory(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    void print() throws Exception {
        line("idle Python worker", "plain.py", "plain.hold");
        line("the same, asyncio imported", "coroutines.py", "coroutines.hold");
        line("idle JavaScript worker", "plain.js", "plain.hold");
    }

    private void line(String name, String file, String function) throws Exception {
        Path scripts = Files.createTempDirectory("taskhost-bench-idle");
        try (var in = IdleMemory.class.getResourceAsStream("idle/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            Files.write(scripts.resolve(file), in.readAllBytes());
        }
        long one = used(scripts, function, 1);
        long many = used(scripts, function, MANY);
        Folders.delete(scripts);
        System.out.println(String.format(
                Locale.ROOT,
                "  %-28s %,10.1f MB of heap; heap with one %,.0f MB, resident %s",
                name,
                (many - one) / 1e6 / (MANY - 1),
                one / 1e6,
                resident()));
    }

    /** The heap in use while so many workers are idle. */
    private long used(Path scripts, String function, int workers) throws Exception {
        try (ScriptSource source = new ScriptSource(ScriptSettings.of(scripts, workers), clock)) {
            for (int round = 0; round < ROUNDS; round++) {
                hold(source.find(function).getFirst().body(), workers);
            }
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                System.gc();
                Thread.sleep(300); // for what a collection hands to finalizing threads
                least = Math.min(
                        least,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
            return least;
        }
    }

    private static void hold(Body body, int workers) throws Exception {
        List<CompletableFuture<BodyResult>> results = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            CompletableFuture<BodyResult> result = new CompletableFuture<>();
            var _ = body.start(
                    new BodyCall("hold" + i, List.of(), Map.of(), 1, BodiesMain.TRACE, BodyOutput.NONE),
                    result::complete);
            results.add(result);
        }
        for (CompletableFuture<BodyResult> result : results) {
            if (!(result.get(120, TimeUnit.SECONDS) instanceof BodyResult.Returned)) {
                throw new IllegalStateException("It did not hold its worker: " + result.get());
            }
        }
    }

    /** Of the whole process; only Linux tells. */
    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000 + " MB")
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }
}
