package dev.taskhost.testkit.leaks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves something behind: threads, processes, class loaders of plugins, and what modules count
 * themselves ({@link Counted}). What fixtures share ({@link Lasting}) is looked at when the last class is through. JUnit finds
 * this by {@code META-INF/services} in every module that tests with the test kit. Thread-safe.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    /** An interpreter in the middle of something long takes as much to close; what has ended in order waits for nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(60);

    /** A configuration parameter of JUnit: another patience, in milliseconds. */
    static final String PATIENCE_MILLIS = "taskhost.leaks.patience";

    private static final Namespace OURS = Namespace.create(LeakCheck.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Run.class, key -> new Run(begin(), patience(context, PATIENCE_AT_THE_END)), Run.class);
        context.getStore(OURS).put(LeakCheck.class, new Begun(begin()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        Begun begun = context.getStore(OURS).remove(LeakCheck.class, Begun.class);
        if (begun != null) {
            check(
                    context.getDisplayName(),
                    begun.watches(),
                    patience(context, PATIENCE),
                    line -> !Lasting.covers(line));
        }
    }

    /** What a class would be failed for, to show that a leak is found. Used by one thread. */
    public static final class Probe {
        private final List<Watch.Since> watches = begin();

        private Probe() {}

        /** What has come since and does not go within so long. */
        public List<String> left(Duration patience) throws InterruptedException {
            return LeakCheck.left(watches, patience, line -> !Lasting.covers(line));
        }
    }

    /** Remembers what is there now. */
    public static Probe probe() {
        return new Probe();
    }

    private static Duration patience(ExtensionContext context, Duration usual) {
        return context.getConfigurationParameter(PATIENCE_MILLIS)
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .orElse(usual);
    }

    private record Begun(List<Watch.Since> watches) {}

    /** From the first class to the end of the last; JUnit closes it then. */
    private record Run(List<Watch.Since> watches, Duration patience) implements AutoCloseable {
        @Override
        public void close() {
            Lasting.closeAll();
            try {
                check("The whole run", watches, patience, line -> true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while it looked for leaks", e);
            }
        }
    }

    private static List<Watch.Since> begin() {
        List<Watch> watches = new ArrayList<>(List.of(new Threads(), new Processes()));
        Instances.of("dev.taskhost.plugin.load.PluginClasses").ifPresent(watches::add);
        ServiceLoader.load(Counted.class).forEach(counted -> watches.add(new Counts(counted)));
        return watches.stream().map(Watch::begin).toList();
    }

    private static void check(String who, List<Watch.Since> watches, Duration patience, Predicate<String> counts)
            throws InterruptedException {
        List<String> left = left(watches, patience, counts);
        if (!left.isEmpty()) {
            throw new AssertionError(who + " left something behind:\n  " + String.join("\n  ", left));
        }
    }

    private static List<String> left(List<Watch.Since> watches, Duration patience, Predicate<String> counts)
            throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Watch.Since watch : watches) {
            left.addAll(watch.left(patience, counts));
        }
        return left;
    }
}
