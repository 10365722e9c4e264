package dev.taskhost.script.js;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.worker.HostFunctions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** What the driver asks of the host: files, and the time. For the thread of its interpreter. */
final class JsHost {
    private final Context context;
    private final JsFiles files;

    JsHost(Context context, JsFiles files) {
        this.context = context;
        this.files = files;
    }

    /** For the driver. */
    HostFunctions functions() {
        return new HostFunctions(Map.of(
                "now", arguments -> System.nanoTime() / 1e6,
                "read", arguments -> files.text(Path.of(arguments[0].asString())),
                "resolve", arguments -> resolve(Path.of(arguments[0].asString()), arguments[1].asString()),
                "compile", arguments -> compile(Path.of(arguments[0].asString())),
                "module", arguments -> module(Path.of(arguments[0].asString()))));
    }

    private String resolve(Path folder, String name) {
        Optional<Path> found = files.resolve(folder, name);
        if (found.isEmpty()) {
            return Json.write(
                    List.of(
                            "none",
                            "Cannot find module '" + name + "' from " + shown(folder)
                                    + ". Node's own modules do not exist here; packages belong into node_modules in the scripts folder."));
        }
        return Json.write(List.of(
                files.isModule(found.get()) ? "module" : "script", found.get().toString()));
    }

    private String shown(Path folder) {
        Path above = files.root().getParent();
        return above == null ? folder.toString() : above.relativize(folder).toString();
    }

    private Value compile(Path file) {
        try {
            return context.eval(files.commonJs(file));
        } catch (PolyglotException e) {
            throw files.syntaxError(context, file, e);
        }
    }

    private Value module(Path file) {
        return context.eval(files.module(file));
    }
}
