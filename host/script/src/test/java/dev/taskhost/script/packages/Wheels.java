package dev.taskhost.script.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds wheels as PEP 427 has them, in a folder. For one thread. */
final class Wheels {
    static final String PURE = "py3-none-any";

    private final Path folder;

    Wheels(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    /** A package of one module that knows its version. */
    Path pure(String name, String version, String... needs) throws IOException {
        return wheel(name, version, PURE, Map.of(name + ".py", "VERSION = \"" + version + "\"\n"), needs);
    }

    /**
     * Any wheel.
     *
     * @param tag for which Pythons and platforms: {@code cp312-cp312-manylinux_2_17_x86_64}
     * @param files texts by path
     * @param needs of the form {@code Requires-Dist} has
     */
    Path wheel(String name, String version, String tag, Map<String, String> files, String... needs) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Map<String, String> all = new LinkedHashMap<>(files);
        StringBuilder metadata =
                new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        for (String each : needs) {
            metadata.append("Requires-Dist: ").append(each).append('\n');
        }
        all.put(info + "METADATA", metadata.toString());
        boolean pure = tag.endsWith("none-any");
        all.put(
                info + "WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: " + pure + "\nTag: " + tag + "\n");
        StringBuilder record = new StringBuilder();
        all.forEach((path, text) -> record.append(path)
                .append(",sha256=")
                .append(hash(text))
                .append(',')
                .append(text.getBytes(StandardCharsets.UTF_8).length)
                .append('\n'));
        record.append(info).append("RECORD,,\n");
        all.put(info + "RECORD", record.toString());
        Path file = folder.resolve(name + "-" + version + "-" + tag + ".whl");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> each : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
