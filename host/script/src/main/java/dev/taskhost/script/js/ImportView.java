package dev.taskhost.script.js;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.files.Forwarding;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The file system as JavaScript's own {@code import} sees it. The interpreter knows nothing of Node's rules and has no place for
 * them but this one: it asks for the path of the file that imports, then for what is imported, so a name is resolved here, seen from that file. A CommonJS file appears
 * as an ES module that requires it and exports what it exports, so that the two kinds can be mixed as in Node. The rest is as the
 * generation has it. For the thread of its interpreter.
 */
final class ImportView extends Forwarding {
    private final JsFiles files;
    private final Map<Path, String> refused = new HashMap<>();
    private @Nullable Path importer;

    /** @param below what the file system is otherwise */
    ImportView(JsFiles files, FileSystem below) {
        super(below);
        this.files = files;
    }

    @Override
    public Path parsePath(String name) {
        Path path = real.parsePath(name);
        if (path.isAbsolute()) {
            importer = path;
            return path;
        }
        Path from = importer;
        importer = null;
        return from == null ? path : files.resolver().resolve(JsFiles.folder(from), name, Way.IMPORT);
    }

    /** Names with a scheme come this way. */
    @Override
    public Path parsePath(URI uri) {
        String name = uri.toString();
        if (!NodeBuiltins.has(name)) {
            return real.parsePath(uri);
        }
        try {
            return files.resolver().resolve(files.root(), name, Way.IMPORT); // who imports is not told here
        } catch (UnresolvedException e) {
            Path absent = files.root().resolve(name);
            refused.put(absent, String.valueOf(e.getMessage())); // what is thrown here is not told to the script
            return absent;
        }
    }

    /** A path without its ending, or of a folder, is that of the file it stands for. */
    private Path meant(Path path) {
        return files.isFile(path)
                ? path
                : files.resolver().file(path.normalize(), false).orElse(path);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        if (!path.equals(Lending.PATH)) {
            real.checkAccess(meant(path), modes, options);
        }
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        return path.equals(Lending.PATH) ? path : real.toRealPath(meant(path), options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(meant(path), attributes, options);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (path.equals(Lending.PATH)) {
            return new TextChannel(Lending.TEXT.getBytes(StandardCharsets.UTF_8));
        }
        Path file = meant(path);
        String name = file.toString();
        if (!files.isFile(file)) {
            String why = "there is no such file, nor one with " + Resolver.endings();
            throw new NoSuchFileException(name, null, refused.getOrDefault(path, why));
        }
        boolean script = name.endsWith(".js") || name.endsWith(".cjs");
        if (script && !files.isModule(file)) {
            return new TextChannel(wrapper(file).getBytes(StandardCharsets.UTF_8));
        }
        return real.newByteChannel(file, options, attributes);
    }

    private String wrapper(Path path) {
        String quoted = Json.write(path.toString());
        StringBuilder code =
                new StringBuilder("const whole = globalThis[Symbol.for('taskhost.require')](" + quoted + ");");
        code.append("export default whole;");
        int count = 0;
        for (String name : files.exportsOf(path)) {
            code.append("const v").append(count).append(" = whole?.").append(name);
            code.append(";export { v")
                    .append(count++)
                    .append(" as ")
                    .append(name)
                    .append(" };");
        }
        return code.toString();
    }
}
