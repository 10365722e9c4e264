package dev.taskhost.script.js;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an error came from, as the person knows it who wrote the code: in a stack, the places of compiled files become those in
 * what they were compiled from. Thread-safe.
 */
final class Places {
    private static final String FILE = "(/[^\\n\"]*?\\.[mc]?js)";

    /** {@code at name (/path/file.js:3:14)}, {@code at /path/file.js:3:14} */
    private static final Pattern FRAME =
            Pattern.compile("(?m)(?<=^[ \\t]{0,8}at )((?:.*[ (])?)" + FILE + ":(\\d+):(\\d+)(?=\\)?$)");

    /** What the host says of one that was stopped: {@code File "/path/file.js", lines 3-9, in name} */
    private static final Pattern STOOD =
            Pattern.compile("(?m)(?<=^  File \")" + FILE + "\", lines? (\\d+)(?:-(\\d+))?(?=, in )");

    private final JsFiles files;
    private final SourceMaps maps;

    Places(JsFiles files) {
        this.files = files;
        this.maps = new SourceMaps(files);
    }

    /** The text with original places in place of generated ones, as far as they are known. */
    String original(String text) {
        if (text.indexOf('\n') < 0 && !text.startsWith("  File \"")) {
            return text; // a result, say, which may be long
        }
        String frames = replaced(FRAME, text, this::frame);
        return replaced(STOOD, frames, this::stood);
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, String> by) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
    }

    private String frame(MatchResult found) {
        Path file = Path.of(found.group(2));
        int line = Integer.parseInt(found.group(3));
        int column = own(file, line, Integer.parseInt(found.group(4)));
        Optional<SourceMaps.Original> original = maps.original(file, line, column);
        return found.group(1)
                + original.map(place -> place.file() + ":" + place.line() + ":" + place.column())
                        .orElse(file + ":" + line + ":" + column);
    }

    /** A CommonJS file's first line is compiled with something in front of it. */
    private int own(Path file, int line, int column) {
        boolean wrapped = line == 1 && column > JsFiles.OPENING.length() && files.isFile(file) && !files.isModule(file);
        return wrapped ? column - JsFiles.OPENING.length() : column;
    }

    private String stood(MatchResult found) {
        Path file = Path.of(found.group(1));
        int from = Integer.parseInt(found.group(2));
        int to = found.group(3) == null ? from : Integer.parseInt(found.group(3));
        Optional<SourceMaps.Original> first = maps.original(file, from);
        if (first.isEmpty()) {
            return found.group();
        }
        Optional<SourceMaps.Original> last = maps.original(file, to);
        int begin = first.get().line();
        int end = last.filter(place -> place.file().equals(first.get().file()))
                .map(SourceMaps.Original::line)
                .orElse(begin);
        return first.get().file() + "\", " + (end > begin ? "lines " + begin + "-" + end : "line " + begin);
    }
}
