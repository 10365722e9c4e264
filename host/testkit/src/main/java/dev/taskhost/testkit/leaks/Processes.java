package dev.taskhost.testkit.leaks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Processes that this JVM has started, and what those have started as long as they live. */
final class Processes implements Watch {
    @Override
    public Since begin() {
        Set<ProcessHandle> before = now();
        return (patience, counts) -> left(before, patience, counts);
    }

    private static Set<ProcessHandle> now() {
        return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    private static List<String> left(Set<ProcessHandle> before, Duration patience, Predicate<String> counts)
            throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        List<String> left = new ArrayList<>();
        for (ProcessHandle process : now()) {
            if (!before.contains(process) && counts.test(line(process)) && !ends(process, until - System.nanoTime())) {
                left.add(line(process) + " lives, with the id " + process.pid());
            }
        }
        return left;
    }

    private static boolean ends(ProcessHandle process, long nanos) throws InterruptedException {
        try {
            process.onExit().get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of process " + process.pid() + " cannot be waited for", e);
        }
    }

    private static String line(ProcessHandle process) {
        return "process "
                + process.info()
                        .command()
                        .map(command -> String.valueOf(Path.of(command).getFileName()))
                        .orElse("without a name");
    }
}
