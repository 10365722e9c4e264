package dev.taskhost.bench;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls script functions one after the other, and a thousand that wait at once; in a JVM of its own. */
final class BodiesMain {
    static final String TRACE = "0123456789abcdef0123456789abcdef";

    private final ScriptSource source;
    private final boolean quick;

    private BodiesMain(ScriptSource source, boolean quick) {
        this.source = source;
        this.quick = quick;
    }

    /** Takes the folder of the scripts, and whether to be quick about it. */
    public static void main(String[] args) throws Exception {
        long begin = System.nanoTime();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon(true).factory());
        boolean quick = Boolean.parseBoolean(args[1]);
        try (ScriptSource source = new ScriptSource(ScriptSettings.of(Path.of(args[0]), 2), clock)) {
            BodiesMain bench = new BodiesMain(source, quick);
            bench.once("noop.noop");
            System.out.println(String.format(
                    Locale.ROOT, "  %-28s %,10.0f ms", "first Python call", (System.nanoTime() - begin) / 1e6));
            bench.naps(); // by its end nothing is compiled any more for what begins with the host
            bench.median("python, noop", "noop.noop", 50_000);
            bench.median("python, print", "noop.says", 20_000);
            bench.median("python, async noop", "noop.quick", 20_000);
            bench.median("python, async, asyncio there", "waits.quick", 20_000);
            bench.median("javascript, noop", "idle", 50_000);
            for (String part : List.of("compute", "integers", "dicts", "strings", "dumps", "loads")) {
                bench.warm("python, " + part, part.equals("compute") ? "work.compute" : "parts." + part);
            }
        }
        if (!quick) {
            new IdleMemory(clock).print();
        }
        System.exit(0); // no thread of an interpreter holds it
    }

    private Body body(String function) {
        return source.find(function).getFirst().body();
    }

    private static BodyCall call(String key) {
        return new BodyCall(key, List.of(), Map.of(), 1, TRACE, BodyOutput.NONE);
    }

    private long once(String function) throws Exception {
        long begin = System.nanoTime();
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        var _ = body(function).start(call("key"), result::complete);
        if (!(result.get(120, TimeUnit.SECONDS) instanceof BodyResult.Returned)) {
            throw new IllegalStateException(function + ": " + result.get());
        }
        return System.nanoTime() - begin;
    }

    /** Of the last half: the first half is for the compiler. */
    private void median(String name, String function, int times) throws Exception {
        int count = quick ? Math.max(4, times / 100) : times;
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = once(function);
        }
        long[] warm = Arrays.copyOfRange(nanos, count / 2, count);
        Arrays.sort(warm);
        System.out.println(String.format(
                Locale.ROOT,
                "  %-28s %,10.1f us, p99 %,.0f us",
                name,
                warm[warm.length / 2] / 1e3,
                warm[warm.length * 99 / 100] / 1e3));
    }

    /**
     * Of the last of five stretches, and how the first four went: where a later one is no quicker than the one before, all is
     * compiled. A stretch is 100 calls and 6 s at least, because compiling takes its time whatever the number of calls.
     */
    private void warm(String name, String function) throws Exception {
        List<String> before = new ArrayList<>();
        int calls = 0;
        double median = 0;
        for (int stretch = 0; stretch < 5; stretch++) {
            long end = System.nanoTime() + (quick ? 0 : TimeUnit.SECONDS.toNanos(6));
            List<Long> nanos = new ArrayList<>();
            while (nanos.size() < (quick ? 2 : 100) || System.nanoTime() < end) {
                nanos.add(once(function));
            }
            if (stretch > 0) {
                before.add(String.format(Locale.ROOT, "%,.0f", median));
            }
            calls += stretch < 4 ? nanos.size() : 0;
            Collections.sort(nanos);
            median = nanos.get(nanos.size() / 2) / 1e3;
        }
        System.out.println(String.format(
                Locale.ROOT,
                "  %-28s %,10.1f us, after %,d calls (%s)",
                name,
                median,
                calls,
                String.join(", ", before)));
    }

    /** A thousand executions of {@code await asyncio.sleep(5)}, five times: from the first start to the last end. */
    private void naps() throws Exception {
        int count = quick ? 50 : 1_000;
        List<String> seconds = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            CountDownLatch over = new CountDownLatch(count);
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                var _ = body("waits.nap").start(call("nap" + i), result -> over.countDown());
            }
            if (!over.await(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException(over.getCount() + " did not end");
            }
            seconds.add(String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begin) / 1e9));
        }
        System.out.println("  python, " + count + " x sleep(5)       " + String.join(", ", seconds) + " s");
    }
}
