package dev.taskhost.script.js;

import dev.taskhost.script.catalog.ScriptText;
import dev.taskhost.script.files.GenerationView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;

/**
 * Finds JavaScript files as Node does: relative names, extensions left out, folders with an index, packages in {@code
 * node_modules}. Thread-safe.
 */
final class JsFiles {
    private static final Pattern MAIN = Pattern.compile("\"main\"\\s*:\\s*\"([^\"]+)\"");
    private static final List<String> ENDINGS = List.of("", ".js", ".mjs", ".cjs", ".json", "/index.js", "/index.mjs");

    /** What stands before a CommonJS file's first character when it is compiled. */
    static final String OPENING = "(function (exports, require, module, __filename, __dirname) {";

    private final Path root;
    private final GenerationView view;
    private final Predicate<Path> open;

    /**
     * @param view what the scripts' texts are
     * @param open whether bodies may read what lies at a path
     */
    JsFiles(Path root, GenerationView view, Predicate<Path> open) {
        this.root = root;
        this.view = view;
        this.open = open;
    }

    Path root() {
        return root;
    }

    /** The file a {@code require} or {@code import} means, seen from a folder. */
    Optional<Path> resolve(Path folder, String name) {
        if (name.startsWith("./")
                || name.startsWith("../")
                || name.startsWith("/")
                || name.equals(".")
                || name.equals("..")) {
            return file(folder.resolve(name).normalize());
        }
        for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
            Optional<Path> found = file(at.resolve("node_modules").resolve(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Path> file(Path place) {
        Path declared = place.resolve("package.json");
        if (open.test(declared) && view.isFile(declared)) {
            Matcher main = MAIN.matcher(text(declared));
            if (main.find()) {
                Optional<Path> found = withEnding(place.resolve(main.group(1)).normalize());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return withEnding(place);
    }

    private Optional<Path> withEnding(Path place) {
        return ENDINGS.stream()
                .map(ending -> Path.of(place + ending))
                .filter(path -> open.test(path) && view.isFile(path))
                .findFirst();
    }

    /** Whether the file is an ES module, by its ending, its text or its package.json. */
    boolean isModule(Path file) {
        String name = file.toString();
        if (name.endsWith(".cjs") || name.endsWith(".json")) {
            return false;
        }
        try {
            return ScriptText.isModule(root, file, text(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }

    /** The names a CommonJS file exports, as far as its text tells. */
    List<String> exportsOf(Path file) {
        return ScriptText.exportsOf(text(file));
    }

    String text(Path file) {
        if (!open.test(file)) {
            throw new SecurityException(file + " cannot be read: it is outside of the scripts folder");
        }
        try {
            return new String(Files.readAllBytes(view.text(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }

    /** An ES module under its real name, so that traces and relative imports fit. */
    Source module(Path file) {
        return Source.newBuilder("js", file.toFile())
                .content(text(file))
                .mimeType("application/javascript+module")
                .buildLiteral();
    }

    /**
     * What is wrong with a CommonJS file, in its own lines: a bracket too many closes the function around it, and the error is
     * then told of what follows.
     *
     * @param wrapped the error of {@link #commonJs}
     * @return the same, or a better one
     */
    RuntimeException syntaxError(Context context, Path file, PolyglotException wrapped) {
        SourceSection place = wrapped.getSourceLocation();
        if (!wrapped.isSyntaxError()
                || place == null
                || place.getStartLine() <= text(file).lines().count()) {
            return wrapped;
        }
        try {
            context.parse(
                    Source.newBuilder("js", file.toFile()).content(text(file)).buildLiteral());
            return wrapped;
        } catch (PolyglotException own) {
            return own;
        }
    }

    /** A CommonJS file as a function; its lines keep their numbers. */
    Source commonJs(Path file) {
        String code = text(file);
        String body = code.startsWith("#!") ? "//" + code : code;
        return Source.newBuilder("js", file.toFile())
                .content(OPENING + body + "\n})")
                .buildLiteral();
    }
}
