package dev.taskhost.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes wheels of Python packages as Debian has them, without their C code: the pure part is what runs inside the host. What they need is left out of their
 * metadata, as apt has brought it along. Stateless.
 */
final class DebianWheels {
    private static final String MODULES = "usr/lib/python3/dist-packages";
    private static final Pattern INFO = Pattern.compile("(.+?)-([^-]+?)(?:-py3[.\\d]*)?\\.(?:egg-info|dist-info)");

    private DebianWheels() {}

    /** Unpacks a package and writes its wheel, if it has a Python module; answers its name. */
    static Optional<String> write(Path deb, Path wheels) throws IOException, InterruptedException {
        Path unpacked = Files.createTempDirectory("taskhost-deb");
        try {
            Process process = new ProcessBuilder("dpkg-deb", "-x", deb.toString(), unpacked.toString())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(deb + " cannot be unpacked with dpkg-deb");
            }
            Path modules = unpacked.resolve(MODULES);
            return Files.isDirectory(modules) ? wheel(modules, wheels) : Optional.empty();
        } finally {
            Folders.delete(unpacked);
        }
    }

    private static Optional<String> wheel(Path modules, Path wheels) throws IOException {
        Matcher info = null;
        try (Stream<Path> entries = Files.list(modules)) {
            for (Path entry : entries.sorted().toList()) {
                Matcher matcher = INFO.matcher(entry.getFileName().toString());
                info = matcher.matches() ? matcher : info;
            }
        }
        if (info == null) {
            return Optional.empty();
        }
        String name = info.group(1).replace('-', '_');
        String version = info.group(2);
        Map<String, byte[]> files = files(modules);
        String folder = name + "-" + version + ".dist-info/";
        files.put(folder + "METADATA", text("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n"));
        files.put(
                folder + "WHEEL",
                text("Wheel-Version: 1.0\nGenerator: taskhost-bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
        StringBuilder record = new StringBuilder();
        files.keySet().forEach(path -> record.append(path).append(",,\n"));
        files.put(folder + "RECORD", text(record + folder + "RECORD,,\n"));
        try (OutputStream out = Files.newOutputStream(wheels.resolve(name + "-" + version + "-py3-none-any.whl"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return Optional.of(name);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All but metadata and libraries. */
    private static Map<String, byte[]> files(Path modules) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(modules)) {
            List<Path> wanted = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : wanted) {
                String path = modules.relativize(file).toString();
                boolean metadata = INFO.matcher(path.replaceFirst("/.*", "")).matches();
                if (!metadata && !path.matches(".*\\.so(\\.\\d+)*") && !path.contains("__pycache__")) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }
}
