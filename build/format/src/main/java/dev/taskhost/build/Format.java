package dev.taskhost.build;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds every Java source of the project against one layout (palantir-java-format, 120 columns).
 *
 * <p>Arguments: {@code check} or {@code write}, then the project's root folder. {@code check} ends with exit code 1 and
 * the list of files that differ; {@code write} rewrites them.
 */
public final class Format {
    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.PALANTIR;

    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean write = args[0].equals("write");
        Path root = Path.of(args[1]).toRealPath();
        Formatter formatter = Formatter.createFormatter(
                JavaFormatterOptions.builder().style(STYLE).build());
        List<Path> changed = new ArrayList<>();
        for (Path file : sources(root)) {
            String before = Files.readString(file);
            String after = format(formatter, root.relativize(file), before);
            if (!after.equals(before)) {
                changed.add(root.relativize(file));
                if (write) {
                    Files.writeString(file, after);
                }
            }
        }
        if (!changed.isEmpty() && !write) {
            changed.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println("Run: mvn -q -pl build/format process-classes -Dformat.mode=write");
            System.exit(1);
        }
    }

    private static String format(Formatter formatter, Path name, String source) {
        try {
            String imports = RemoveUnusedImports.removeUnusedImports(source);
            return formatter.formatSource(ImportOrderer.reorderImports(imports, STYLE));
        } catch (FormatterException e) {
            throw new IllegalArgumentException(name + " does not parse: " + e.getMessage(), e);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String top : List.of("build", "host", "plugins/hello")) { // beside hello lie the user's own plugins
            try (Stream<Path> walk = Files.walk(root.resolve(top))) {
                walk.filter(Format::isSource).sorted().forEach(files::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return files;
    }

    private static boolean isSource(Path file) {
        String path = file.toString();
        return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
    }
}
