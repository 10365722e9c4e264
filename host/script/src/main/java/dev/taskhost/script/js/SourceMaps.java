package dev.taskhost.script.js;

import dev.taskhost.core.json.BadJsonException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source maps of JavaScript files, by the comment {@code //# sourceMappingURL=} at their end: a file beside, or in the text itself. Each is
 * read when the first error needs it, and then kept. One that is missing or broken is none: errors then name the generated file. Thread-safe.
 */
final class SourceMaps {
    private static final Logger LOG = LoggerFactory.getLogger(SourceMaps.class);
    private static final Pattern COMMENT =
            Pattern.compile("(?m)^[ \\t]*/[/*][#@][ \\t]+sourceMappingURL=([^\\s*'\"]+)");
    private static final Pattern DATA = Pattern.compile("data:application/json[^,]*?(;base64)?,(.*)", Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    private static final long LARGEST = 64L << 20;

    private final JsFiles files;
    private final Map<Path, Optional<Mapped>> maps = new ConcurrentHashMap<>();

    private record Mapped(SourceMap map, Path folder) {}

    SourceMaps(JsFiles files) {
        this.files = files;
    }

    /**
     * A place in an original file.
     *
     * @param file its path, or as the map names it where that is no file
     * @param line from 1
     * @param column from 1
     */
    record Original(String file, int line, int column) {}

    /**
     * What a place in a file was made from.
     *
     * @param line from 1
     * @param column from 1
     * @return empty when nothing says so
     */
    Optional<Original> original(Path file, int line, int column) {
        return mapped(file)
                .flatMap(mapped -> mapped.map().at(line - 1, column - 1).map(place -> named(mapped, place)));
    }

    /** What the beginning of a line was made from. */
    Optional<Original> original(Path file, int line) {
        return mapped(file).flatMap(mapped -> mapped.map().first(line - 1).map(place -> named(mapped, place)));
    }

    private static Original named(Mapped mapped, SourceMap.Place place) {
        String source = place.source();
        if (source.startsWith("file://")) {
            source = source.substring("file://".length());
        }
        String file = SCHEME.matcher(source).matches()
                ? source
                : mapped.folder().resolve(source).normalize().toString();
        return new Original(file, place.line() + 1, place.column() + 1);
    }

    private Optional<Mapped> mapped(Path file) {
        return maps.computeIfAbsent(file, this::read);
    }

    private Optional<Mapped> read(Path file) {
        try {
            String url = url(files.text(file));
            return url.isEmpty() ? Optional.empty() : read(file, url);
        } catch (IOException | IllegalArgumentException | ArithmeticException | BadJsonException e) {
            LOG.debug("{} has no source map that can be used; its errors name it itself.", file, e);
            return Optional.empty();
        }
    }

    /** The last comment counts. */
    private static String url(String text) {
        Matcher comment = COMMENT.matcher(text);
        String url = "";
        while (comment.find()) {
            url = comment.group(1);
        }
        return url;
    }

    private Optional<Mapped> read(Path file, String url) throws IOException {
        Path folder = JsFiles.folder(file);
        Matcher data = DATA.matcher(url);
        if (data.matches()) {
            String json = data.group(1) == null
                    ? decoded(data.group(2))
                    : new String(Base64.getMimeDecoder().decode(data.group(2)), StandardCharsets.UTF_8);
            return Optional.of(new Mapped(SourceMap.of(json), folder));
        }
        if (SCHEME.matcher(url).matches()) {
            return Optional.empty(); // nothing is fetched from anywhere
        }
        Path map = folder.resolve(decoded(url)).normalize();
        boolean usable = map.startsWith(files.root()) && Files.isRegularFile(map) && Files.size(map) <= LARGEST;
        return usable
                ? Optional.of(new Mapped(SourceMap.of(Files.readString(map)), JsFiles.folder(map)))
                : Optional.empty();
    }

    private static String decoded(String url) {
        return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
