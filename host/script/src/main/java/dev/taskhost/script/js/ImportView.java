package dev.taskhost.script.js;

import dev.taskhost.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The file system as JavaScript's own {@code import} sees it: a CommonJS file appears as an ES module that requires it and
 * exports what it exports, so that the two kinds can be mixed as in Node. The rest is the real file system. Thread-safe.
 */
final class ImportView implements FileSystem {
    private final FileSystem real = FileSystem.newDefaultFileSystem();
    private final JsFiles files;

    ImportView(JsFiles files) {
        this.files = files;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        String name = path.toString();
        boolean script = name.endsWith(".js") || name.endsWith(".cjs") || name.endsWith(".json");
        if (script && !files.isModule(path)) {
            return new TextChannel(wrapper(path).getBytes(StandardCharsets.UTF_8));
        }
        return real.newByteChannel(path, options, attributes);
    }

    private String wrapper(Path path) {
        String quoted = Json.write(path.toString());
        StringBuilder code =
                new StringBuilder("const whole = globalThis[Symbol.for('taskhost.require')](" + quoted + ");");
        code.append("export default whole;");
        int count = 0;
        for (String name : path.toString().endsWith(".json") ? List.<String>of() : files.exportsOf(path)) {
            code.append("const v")
                    .append(count)
                    .append(" = whole.")
                    .append(name)
                    .append(";export { v");
            code.append(count++).append(" as ").append(name).append(" };");
        }
        return code.toString();
    }

    @Override
    public Path parsePath(URI uri) {
        return real.parsePath(uri);
    }

    @Override
    public Path parsePath(String path) {
        return real.parsePath(path);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        real.checkAccess(path, modes, options);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(folder, attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(path);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        real.copy(source, target, options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        real.move(source, target, options);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return real.newDirectoryStream(folder, filter);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return real.toAbsolutePath(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        return real.toRealPath(path, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(path, attributes, options);
    }
}
