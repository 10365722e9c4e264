package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds at a moment. Immutable.
 *
 * @param heapMegabytes of objects that a full collection leaves
 * @param residentMegabytes of memory, after that collection
 * @param threads of the operating system
 * @param files open descriptors
 * @param interpreters open ones, of Python and JavaScript
 * @param pluginLoaders class loaders of plugins that are in memory
 * @param metaspaceMegabytes of classes
 */
record Pulse(
        double heapMegabytes,
        double residentMegabytes,
        long threads,
        long files,
        long interpreters,
        long pluginLoaders,
        double metaspaceMegabytes) {
    private static final long JCMD_SECONDS = 60;
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

    /**
     * Takes it. The class histogram runs a full collection first, so it is what lives.
     *
     * @param histogram where the histogram is kept
     */
    static Pulse of(long pid, Path histogram) throws IOException, InterruptedException {
        jcmd(pid, "GC.class_histogram", histogram);
        Path heap = Files.createTempFile("heap", ".txt");
        jcmd(pid, "GC.heap_info", heap);
        String info = Files.readString(heap);
        Files.delete(heap);
        return new Pulse(
                column(histogram, "Total", 2) / 1e6,
                Cpu.residentMegabytes(pid),
                count(Path.of("/proc/" + pid + "/task")),
                count(Path.of("/proc/" + pid + "/fd")),
                column(histogram, "dev.taskhost.script.python.PythonGuest", 1)
                        + column(histogram, "dev.taskhost.script.js.JsGuest", 1),
                column(histogram, "dev.taskhost.plugin.load.PluginClasses", 1),
                metaspace(info));
    }

    private static void jcmd(long pid, String command, Path answer) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        if (!jcmd.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
            jcmd.destroyForcibly();
            throw new IOException("jcmd " + command + " did not answer; see " + answer);
        }
    }

    /** {@code Metaspace       used 123456K, committed …} */
    private static double metaspace(String heapInfo) {
        Matcher used = METASPACE.matcher(heapInfo);
        return used.find() ? Long.parseLong(used.group(1)) / 1e3 : 0;
    }

    /** A number in the line of that class, or of the totals; 0 when there is none. */
    static long column(Path histogram, String name, int column) throws IOException {
        try (Stream<String> lines = Files.lines(histogram)) {
            return lines.map(line -> line.strip().split("\\s+", -1))
                    .filter(words ->
                            words.length > column && (words[0].equals(name) || words[words.length - 1].equals(name)))
                    .mapToLong(words -> Long.parseLong(words[column]))
                    .findFirst()
                    .orElse(0);
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
