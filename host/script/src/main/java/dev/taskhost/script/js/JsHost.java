package dev.taskhost.script.js;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.worker.Engines;
import dev.taskhost.script.worker.HostFunctions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What the driver asks of the host: files, and the time. For the thread of its interpreter. */
final class JsHost {
    /** The files of the module {@code taskhost}. */
    private static final Set<String> PARTS =
            Set.of("taskhost", "databases", "redis", "abort", "http", "fetch", "surroundings", "telling");

    private final Context context;
    private final JsFiles files;

    JsHost(Context context, JsFiles files) {
        this.context = context;
        this.files = files;
    }

    /** For the driver, with others that know the host's surroundings. */
    HostFunctions functions(Map<String, ProxyExecutable> surroundings) {
        Map<String, ProxyExecutable> all = new HashMap<>(surroundings);
        all.putAll(Map.of(
                "part", arguments -> part(arguments[0].asString()),
                "now", arguments -> System.nanoTime() / 1e6,
                "read", arguments -> files.text(Path.of(arguments[0].asString())),
                "resolve", arguments -> resolve(Path.of(arguments[0].asString()), arguments[1].asString()),
                "compile", arguments -> compile(Path.of(arguments[0].asString())),
                "required", arguments -> required(Path.of(arguments[0].asString())),
                "module", arguments -> module(Path.of(arguments[0].asString()))));
        return new HostFunctions(all);
    }

    private Value part(String name) {
        if (!PARTS.contains(name)) {
            throw new IllegalArgumentException("the module taskhost has no part " + name);
        }
        return context.eval(Engines.driver(JsHost.class, "js", name + ".js", JsGuests.DRIVER));
    }

    private String resolve(Path folder, String name) {
        try {
            Path found = files.resolver().resolve(folder, name, Way.REQUIRE);
            if (found.equals(Lending.PATH)) {
                return Json.write(List.of("lending", ""));
            }
            return Json.write(List.of(files.isModule(found) ? "module" : "script", found.toString()));
        } catch (UnresolvedException e) {
            return Json.write(List.of("none", String.valueOf(e.getMessage())));
        }
    }

    private Value compile(Path file) {
        try {
            return context.eval(files.commonJs(file));
        } catch (PolyglotException e) {
            throw files.syntaxError(context, file, e);
        }
    }

    /** An ES module for {@code require}: the one that an import gets, not another of the same file. */
    private Value required(Path file) {
        String code = "import * as whole from " + Json.write(file.toString()) + "; export { whole };";
        Value module = context.eval(Source.newBuilder("js", code, "require " + file)
                .mimeType("application/javascript+module")
                .internal(true)
                .buildLiteral());
        if (!module.hasMember("whole")) {
            throw new IllegalStateException(
                    shown(file) + " has an await at its top, so it cannot be required; use await import().");
        }
        return module.getMember("whole");
    }

    private String shown(Path file) {
        return file.toString().replace(files.root() + "/", files.root().getFileName() + "/");
    }

    private Value module(Path file) {
        return context.eval(files.module(file));
    }
}
