package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a JVM that is resident, its Java heap apart: that one grows and shrinks by itself with what is allocated between two collections, so it
 * hides what the JVM, its code and its threads hold. Immutable.
 *
 * @param heapMegabytes of the Java heap
 * @param otherMegabytes of all else
 */
record ResidentMemory(double heapMegabytes, double otherMegabytes) {
    /** As {@code jcmd PID GC.heap_info} tells it, JDK 25. */
    private static final Pattern HEAP = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");

    /** See proc_pid_smaps(5). */
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

    private static final Pattern RESIDENT = Pattern.compile("Rss:\\s+(\\d+) kB");

    /**
     * Takes it, for a JVM of this user.
     *
     * @param heapInfo what {@code jcmd PID GC.heap_info} has printed
     */
    static ResidentMemory of(long pid, String heapInfo) throws IOException {
        return read(heapInfo, Files.readAllLines(Path.of("/proc/" + pid + "/smaps")));
    }

    /** The same of the lines of {@code /proc/PID/smaps}. */
    static ResidentMemory read(String heapInfo, List<String> smaps) throws IOException {
        Matcher heap = HEAP.matcher(heapInfo);
        if (!heap.find()) {
            throw new IOException("GC.heap_info does not say where the heap is: " + heapInfo);
        }
        long low = Long.parseUnsignedLong(heap.group(1), 16);
        long high = Long.parseUnsignedLong(heap.group(2), 16);
        long inside = 0;
        long outside = 0;
        boolean within = false;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (resident.matches()) {
                long kilobytes = Long.parseLong(resident.group(1));
                inside += within ? kilobytes : 0;
                outside += within ? 0 : kilobytes;
            } else if (mapping.matches()) {
                long start = Long.parseUnsignedLong(mapping.group(1), 16);
                within = start >= low && start < high;
            }
        }
        return new ResidentMemory(inside / 1024.0, outside / 1024.0);
    }
}
