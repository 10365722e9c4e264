package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What TypeScript 5 has made of src/orders.ts, as ES module with a map beside it and as CommonJS with the map inside. */
@Timeout(180)
class JsSourceMapTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void folder() throws IOException, URISyntaxException {
        Path compiled = Path.of(Objects.requireNonNull(JsSourceMapTest.class.getResource("/compiled"))
                .toURI());
        folder = temp.resolve("scripts");
        try (Stream<Path> files = Files.walk(compiled)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(compiled.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private ScriptSource open() throws IOException {
        return new ScriptSource(
                ScriptSettings.of(folder, 1).withHistory(temp.resolve("data"), 5, InstantSource.system()),
                Running.CLOCK);
    }

    private void write(String path, String... lines) throws IOException {
        Files.writeString(folder.resolve(path), String.join("\n", lines) + "\n");
    }

    private static Body body(ScriptSource source, String name) {
        assertThat(source.find(name)).as(name).hasSize(1);
        return source.find(name).getFirst().body();
    }

    private static String call(ScriptSource source, String name) throws Exception {
        CompletableFuture<BodyResult> end = new CompletableFuture<>();
        body(source, name).start(Running.callOf("key"), end::complete);
        return end.get(120, SECONDS).toString();
    }

    @Test
    void anErrorNamesTheOriginalPlaces() throws Exception {
        try (ScriptSource source = open()) {
            for (String script : List.of("esm/orders.js", "cjs/orders.js")) {
                assertThat(call(source, script + ":sumOrders"))
                        .as(script)
                        .contains(
                                "\n    at amount (scripts/src/orders.ts:8:",
                                "\n    at sumOrders (scripts/src/orders.ts:14:")
                        .doesNotContain("orders.js");
            }
        }
    }

    @Test
    void aFileThatDoesNotLoadIsNamedByItsOriginalAndNotWhoImportsIt() throws Exception {
        write("helper.js", "exports.value = 1;");
        write("task.js", "const h = require('./helper');", "exports.task = () => ['old', h.value];");
        try (ScriptSource source = open()) {
            write(
                    "helper.js.map",
                    "{\"version\":3,\"sources\":[\"src/helper.ts\"],\"names\":[],\"mappings\":\";AAUA\"}");
            write(
                    "helper.js",
                    "exports.value = 2;",
                    "throw new Error('at the top');",
                    "//# sourceMappingURL=helper.js.map");
            write("task.js", "const h = require('./helper');", "exports.task = () => ['new', h.value];");
            assertThat(source.rescan()).isTrue();
            assertThat(source.problems())
                    .singleElement()
                    .asString()
                    .contains(
                            "scripts/helper.js does not load",
                            "Error: at the top",
                            "scripts/src/helper.ts:11:1",
                            "scripts/helper.js stays as it was");
            assertThat(call(source, "task")).contains("[\"new\",1]");
        }
    }
}
