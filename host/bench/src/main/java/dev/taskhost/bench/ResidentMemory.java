package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a JVM that is resident, its Java heap and its compiled code apart. The heap grows and shrinks by itself with what is allocated
 * between two collections; the code has a limit of its own, and its pages stay when code is thrown away. Both would hide what the JVM and its
 * threads hold. Immutable.
 *
 * @param heapMegabytes of the Java heap
 * @param codeMegabytes of compiled code
 * @param otherMegabytes of all else
 */
record ResidentMemory(double heapMegabytes, double codeMegabytes, double otherMegabytes) {
    /** As {@code jcmd PID GC.heap_info} tells it, JDK 25. */
    private static final Pattern HEAP = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");

    /** As {@code jcmd PID Compiler.codecache} tells them, JDK 25: from where, to where it is in use, to where it may be. */
    private static final Pattern CODE = Pattern.compile("bounds \\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\]");

    /** See proc_pid_smaps(5). */
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

    private static final Pattern RESIDENT = Pattern.compile("Rss:\\s+(\\d+) kB");

    /** From an address to before another. */
    private record Range(long low, long high) {
        boolean holds(long address) {
            return address >= low && address < high;
        }
    }

    /**
     * Takes it, for a JVM of this user.
     *
     * @param heapInfo what {@code jcmd PID GC.heap_info} has printed
     * @param codeCache what {@code jcmd PID Compiler.codecache} has printed
     */
    static ResidentMemory of(long pid, String heapInfo, String codeCache) throws IOException {
        return read(heapInfo, codeCache, Files.readAllLines(Path.of("/proc/" + pid + "/smaps")));
    }

    /** The same of the lines of {@code /proc/PID/smaps}. */
    static ResidentMemory read(String heapInfo, String codeCache, List<String> smaps) throws IOException {
        Range heap = ranges(HEAP, heapInfo, "GC.heap_info").getFirst();
        List<Range> code = ranges(CODE, codeCache, "Compiler.codecache");
        long start = 0;
        long all = 0;
        long inHeap = 0;
        long inCode = 0;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (resident.matches()) {
                long kilobytes = Long.parseLong(resident.group(1));
                long at = start;
                all += kilobytes;
                inHeap += heap.holds(at) ? kilobytes : 0;
                inCode += code.stream().anyMatch(each -> each.holds(at)) ? kilobytes : 0;
            } else if (mapping.matches()) {
                start = Long.parseUnsignedLong(mapping.group(1), 16);
            }
        }
        return new ResidentMemory(inHeap / 1024.0, inCode / 1024.0, (all - inHeap - inCode) / 1024.0);
    }

    private static List<Range> ranges(Pattern pattern, String answer, String command) throws IOException {
        List<Range> ranges = new ArrayList<>();
        for (Matcher found = pattern.matcher(answer); found.find(); ) {
            ranges.add(
                    new Range(Long.parseUnsignedLong(found.group(1), 16), Long.parseUnsignedLong(found.group(2), 16)));
        }
        if (ranges.isEmpty()) {
            throw new IOException(command + " does not say where that memory is: " + answer);
        }
        return ranges;
    }

    double megabytes() {
        return heapMegabytes + codeMegabytes + otherMegabytes;
    }
}
