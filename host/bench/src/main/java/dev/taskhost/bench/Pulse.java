package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds at a moment. Immutable.
 *
 * @param heapMegabytes of objects that a full collection leaves, but for what the compiler has in hand at the moment: 5 to 90 MB (measured), gone a second later
 * @param codeMegabytes of compiled code that is in use
 * @param resident memory, after that collection, and after freed native memory went back to the system
 * @param threads of the operating system
 * @param files open descriptors
 * @param interpreters open ones, of Python and JavaScript
 * @param pluginLoaders class loaders of plugins that are in memory
 * @param metaspaceMegabytes of classes
 */
record Pulse(
        double heapMegabytes,
        double codeMegabytes,
        ResidentMemory resident,
        long threads,
        long files,
        long interpreters,
        long pluginLoaders,
        double metaspaceMegabytes) {
    private static final long TOOL_SECONDS = 60;

    /** As {@code jcmd PID Compiler.codecache} tells it, JDK 25, with a comma where it is of several parts. */
    private static final Pattern CODE = Pattern.compile("CodeCache: size=\\d+Kb,? used=(\\d+)Kb");

    /**
     * Takes it. The class histogram runs a full collection first, so it is what lives. The C library keeps memory that was freed, up to 75 MB of it here
     * (measured with native memory tracking), and the host has it give that back twice a minute; so it is asked to here.
     *
     * @param histogram where the histogram is kept
     */
    static Pulse of(long pid, Path histogram) throws IOException, InterruptedException {
        run(histogram, "jcmd", Long.toString(pid), "GC.class_histogram");
        List<String> collector = said("jstat", "-gc", Long.toString(pid));
        said("jcmd", Long.toString(pid), "System.trim_native_heap");
        String heap = String.join("\n", said("jcmd", Long.toString(pid), "GC.heap_info"));
        String code = String.join("\n", said("jcmd", Long.toString(pid), "Compiler.codecache"));
        return new Pulse(
                (column(histogram, "Total", 2) - compiling(histogram)) / 1e6,
                code(code),
                ResidentMemory.of(pid, heap, code),
                count(Path.of("/proc/" + pid + "/task")),
                count(Path.of("/proc/" + pid + "/fd")),
                column(histogram, "dev.taskhost.script.python.PythonGuest", 1)
                        + column(histogram, "dev.taskhost.script.js.JsGuest", 1),
                column(histogram, "dev.taskhost.plugin.load.PluginClasses", 1),
                metaspace(collector));
    }

    private static List<String> said(String tool, String... arguments) throws IOException, InterruptedException {
        Path answer = Files.createTempFile(tool, ".txt");
        try {
            run(answer, tool, arguments);
            return Files.readAllLines(answer);
        } finally {
            Files.delete(answer);
        }
    }

    private static void run(Path answer, String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        if (!process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(tool + " did not answer; see " + answer);
        }
    }

    /** Kilobytes in the column {@code MU}. */
    private static double metaspace(List<String> lines) {
        List<String> names = List.of(lines.getFirst().strip().split("\\s+", -1));
        String[] values = lines.getLast().strip().split("\\s+", -1);
        return Double.parseDouble(values[names.indexOf("MU")]) / 1e3;
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

    /** Bytes of the compiler's own objects. */
    private static long compiling(Path histogram) throws IOException {
        try (Stream<String> lines = Files.lines(histogram)) {
            return lines.filter(line -> line.endsWith("(jdk.graal.compiler)"))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                    .sum();
        }
    }

    /** Megabytes in use. */
    private static double code(String codeCache) throws IOException {
        Matcher found = CODE.matcher(codeCache);
        if (!found.find()) {
            throw new IOException("Compiler.codecache does not say how much is used: " + codeCache);
        }
        return Long.parseLong(found.group(1)) / 1024.0;
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
