package dev.taskhost.app.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real taskhost process and what it prints. Used by one thread; ends with the test. */
final class HostProcess implements AutoCloseable {
    private static final long LINE_SECONDS = 90;

    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private HostProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** Starts {@code taskhost ARGS} with the class path of the tests; scripts run interpreted. */
    static HostProcess start(Path home, List<String> args) {
        return start(home, List.of(), args);
    }

    /** The same with more options for the JVM. */
    static HostProcess start(Path home, List<String> jvm, List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dtaskhost.home=" + home,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.taskhost.app.Main"));
        command.addAll(1, jvm);
        command.addAll(args);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("APP_ENV");
            return new HostProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line that contains all these words, and answers it. */
    String await(String... words) throws InterruptedException {
        return await(line -> List.of(words).stream().allMatch(line::contains), String.join(" … ", words));
    }

    /** Everything printed so far that was waited past. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /** As Ctrl-C or a supervisor does. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy would close its output, too
    }

    /** As {@code kill -9} does; returns once it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Waits for its end and answers the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; it printed:\n" + String.join("\n", seen));
        }
        lines.drainTo(seen);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private String await(Predicate<String> wanted, String words) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINE_SECONDS);
        while (true) {
            String line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("no line with " + words + " in:\n" + String.join("\n", seen));
            }
            seen.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("reading its output failed: " + e); // the process was killed in mid-line
        }
    }
}
