package dev.taskhost.testkit.leaks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/** Objects of a class that a full collection leaves: class loaders of plugins that something still holds. */
final class Instances implements Watch {
    private final String className;

    private Instances(String className) {
        this.className = className;
    }

    /** Empty where there is no such class, so that nobody waits for a collection. */
    static Optional<Watch> of(String className) {
        try {
            Class.forName(className, false, Instances.class.getClassLoader());
            return Optional.of(new Instances(className));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Since begin() {
        long before = count();
        return (patience, counts) -> counts.test("instance of " + className) ? left(before, patience) : List.of();
    }

    private List<String> left(long before, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        long now = count();
        while (now > before && System.nanoTime() < until) {
            now = count(); // each is a full collection, so this does not spin
        }
        return now > before ? List.of("instance of " + className + " kept in memory: " + (now - before)) : List.of();
    }

    /** The class histogram of the JVM counts what lives, after a full collection. */
    private long count() {
        try {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return String.valueOf(histogram)
                    .lines()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(words -> words.length > 3 && words[3].equals(className))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .findFirst()
                    .orElse(0);
        } catch (JMException e) {
            throw new IllegalStateException("this JVM has no class histogram", e);
        }
    }
}
