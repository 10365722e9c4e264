package dev.taskhost.testkit.leaks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Platform threads that keep the JVM alive, or that bear a name of ours. A pool of connections has such threads, too. */
final class Threads implements Watch {
    private static final List<String> OURS = List.of("taskhost-", "script-", "plugin-");

    private static final int FRAMES = 25;

    @Override
    public Since begin() {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        return (patience, counts) -> left(before, System.nanoTime() + patience.toNanos(), counts);
    }

    private static List<String> left(Set<Thread> before, long until, Predicate<String> counts)
            throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (isOurs(thread)
                    && !before.contains(thread)
                    && counts.test(line(thread))
                    && !thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))
                    && isOurs(thread)) {
                left.add(line(thread) + " lives" + standing(thread));
            }
        }
        return left;
    }

    /** Its name may change: a pooled one is ours only while it works for us. JUnit's own watcher of timeouts outlives a class. */
    private static boolean isOurs(Thread thread) {
        return !thread.equals(Thread.currentThread())
                && !thread.getName().startsWith("junit-")
                && (!thread.isDaemon() || OURS.stream().anyMatch(thread.getName()::startsWith));
    }

    private static String line(Thread thread) {
        return "thread " + thread.getName();
    }

    /** The top says what it waits for, what is below says why. */
    private static String standing(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
