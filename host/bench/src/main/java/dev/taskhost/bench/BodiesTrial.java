package dev.taskhost.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a call of a script costs: by the warm workers of the script runtime, in a JVM started as the launcher starts a host's;
 * and by a process for each, as other schedulers do it.
 */
final class BodiesTrial {
    private static final String MODULES =
            "org.graalvm.polyglot,org.graalvm.py,org.graalvm.py.resources,org.graalvm.js,org.graalvm.truffle.runtime";

    private BodiesTrial() {}

    static void run(Path distribution, boolean quick) throws IOException, InterruptedException {
        Path scripts = Files.createTempDirectory("taskhost-bench-scripts");
        for (String name : List.of("noop.py", "work.py", "parts.py", "waits.py", "idle.js")) {
            try (var in = BodiesTrial.class.getResourceAsStream("bodies/" + name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is missing");
                }
                Files.write(scripts.resolve(name), in.readAllBytes());
            }
        }
        System.out.println("\nbodies");
        await(new ProcessBuilder(line(distribution, scripts, quick)).inheritIO().start());
        int times = quick ? 3 : 20;
        process("python3 -c pass", times, "python3", "-c", "pass");
        process("python3, asyncio", times, "python3", "-c", "import asyncio\nasyncio.run(asyncio.sleep(0))");
        process("node -e 0", times, "node", "-e", "0");
        for (String part : List.of("compute", "integers", "dicts", "strings", "dumps", "loads")) {
            peer("python3, " + part, scripts, part, quick);
        }
        Folders.delete(scripts);
    }

    private static List<String> line(Path distribution, Path scripts, boolean quick) {
        Path lib = distribution.resolve("lib");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the launcher has them for a host, its memory options too: they decide how dear it is to allocate.
                "-XX:MaxRAMPercentage=50",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:G1PeriodicGCInterval=20000",
                "-XX:G1HeapRegionSize=1m",
                "-XX:G1NewSizePercent=1",
                "-XX:MinHeapFreeRatio=5",
                "-XX:MaxHeapFreeRatio=15",
                "-XX:+EnableJVMCI",
                "--module-path",
                lib.resolve("graal").toString(),
                "--upgrade-module-path",
                lib.resolve("compiler").toString(),
                "--add-modules",
                MODULES,
                "--enable-native-access=org.graalvm.truffle,org.graalvm.truffle.runtime",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                Path.of("host/bench/target/classes").toAbsolutePath() + ":" + lib.resolve("host") + "/*",
                BodiesMain.class.getName(),
                scripts.toString(),
                String.valueOf(quick));
    }

    private static void await(Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("it ended with " + code);
        }
    }

    /** The median time of a whole process. */
    private static void process(String name, int times, String... line) throws InterruptedException {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            try {
                await(new ProcessBuilder(line).redirectErrorStream(true).start());
            } catch (IOException e) {
                System.out.println("  " + name + ": not measured: " + e.getMessage());
                return;
            }
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        System.out.println(String.format(Locale.ROOT, "  %-28s %,10.0f us", name, nanos[times / 2] / 1e3));
    }

    /** The same compute body, or a part of it, by the system's Python. */
    private static void peer(String name, Path scripts, String part, boolean quick)
            throws IOException, InterruptedException {
        boolean whole = part.equals("compute");
        List<String> line = new ArrayList<>(List.of(
                "python3", scripts.resolve(whole ? "work.py" : "parts.py").toString()));
        line.add(quick ? "3" : "30");
        if (!whole) {
            line.add(part);
        }
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        await(process);
        System.out.println(String.format(Locale.ROOT, "  %-28s %,10.0f us", name, Double.parseDouble(said)));
    }
}
