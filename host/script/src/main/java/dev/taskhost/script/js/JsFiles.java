package dev.taskhost.script.js;

import dev.taskhost.script.catalog.CommonJsNames;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.catalog.ScriptText;
import dev.taskhost.script.files.GenerationView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;

/** JavaScript files of one interpreter: their texts, what kind they are, and as sources. Thread-safe. */
final class JsFiles {
    /** What stands before a CommonJS file's first character when it is compiled. */
    static final String OPENING = "(function (exports, require, module, __filename, __dirname) {";

    private final Path root;
    private final GenerationView view;
    private final Predicate<Path> open;
    private final Resolver resolver;
    /** Telling the kind takes reading the whole text. */
    private final Map<Path, Boolean> modules = new ConcurrentHashMap<>();

    /**
     * @param view what the scripts' texts are
     * @param open whether bodies may read what lies at a path
     */
    JsFiles(Path root, GenerationView view, Predicate<Path> open) {
        this.root = root;
        this.view = view;
        this.open = open;
        this.resolver = new Resolver(root, view, open);
    }

    /** Whether there is a file that bodies may read. */
    boolean isFile(Path path) {
        return open.test(path) && view.isFile(path);
    }

    Path root() {
        return root;
    }

    /** As {@link GenerationView#follow}. */
    boolean follow(Generation later) {
        return samePackages(later) && view.follow(later);
    }

    /** As {@link GenerationView#couldFollow}. */
    boolean couldFollow(Generation later) {
        return samePackages(later) && view.couldFollow(later);
    }

    private boolean samePackages(Generation later) {
        return later.catalog().nodeLocks().sameTexts(view.generation().catalog().nodeLocks());
    }

    /** Which file a name means. */
    Resolver resolver() {
        return resolver;
    }

    /** Whether the file is an ES module, by its ending, its text or its package.json. */
    boolean isModule(Path file) {
        return !file.toString().endsWith(".json") && modules.computeIfAbsent(file, this::readsAsModule);
    }

    private boolean readsAsModule(Path file) {
        try {
            return ScriptText.isModule(root, file, text(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The names a CommonJS file exports, as far as its text, and that of files whose exports it hands on, tells. */
    Set<String> exportsOf(Path file) {
        Set<String> names = new LinkedHashSet<>();
        collect(file, names, new LinkedHashSet<>());
        return names;
    }

    private void collect(Path file, Set<String> names, Set<Path> seen) {
        if (file.toString().endsWith(".json") || !seen.add(file) || isModule(file)) {
            return;
        }
        CommonJsNames told = ScriptText.commonJsNames(text(file));
        names.addAll(told.names());
        for (String name : told.from()) {
            try {
                collect(resolver.resolve(folder(file), name, Way.REQUIRE), names, seen);
            } catch (UnresolvedException unresolved) {
                // It says so itself when it is required, if ever.
            }
        }
    }

    /** The folder a file is in. */
    static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    String text(Path file) {
        return read(file, view::text);
    }

    private String read(Path file, UnaryOperator<Path> where) {
        if (!open.test(file)) {
            throw new SecurityException(file + " cannot be read: it is outside of the scripts folder");
        }
        try {
            return new String(Files.readAllBytes(where.apply(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }

    /** A script that is only parsed: nothing of it stays in the interpreter. */
    Source glance(Script script) {
        String text = read(script.file(), view::glance);
        return script.module() ? module(script.file(), text) : commonJs(script.file(), text);
    }

    /** An ES module under its real name, so that traces and relative imports fit. */
    Source module(Path file) {
        return module(file, text(file));
    }

    private static Source module(Path file, String text) {
        return Source.newBuilder("js", file.toFile())
                .content(text)
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
        return commonJs(file, text(file));
    }

    private static Source commonJs(Path file, String code) {
        String body = code.startsWith("#!") ? "//" + code : code;
        return Source.newBuilder("js", file.toFile())
                .content(OPENING + body + "\n})")
                .buildLiteral();
    }
}
