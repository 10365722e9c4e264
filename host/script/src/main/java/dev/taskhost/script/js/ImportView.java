package dev.taskhost.script.js;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.files.Forwarding;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The file system as JavaScript's own {@code import} sees it: a CommonJS file appears as an ES module that requires it and
 * exports what it exports, so that the two kinds can be mixed as in Node. Thread-safe.
 */
final class ImportView extends Forwarding {
    private final JsFiles files;

    /** @param below what the file system is otherwise */
    ImportView(JsFiles files, FileSystem below) {
        super(below);
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
}
