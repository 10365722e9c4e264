package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** docs/taskhost.d.ts, which editors read, by TypeScript's own parser. */
class JsTypesTest {
    private static final Path TYPES = Path.of("../../docs/taskhost.d.ts");
    private static final String PARSER = "/META-INF/resources/webjars/typescript/5.9.3/lib/typescript.js";

    /** What is wrong with it, and which values it declares. */
    private static final String READ = """
            (ts, text) => {
              const file = ts.createSourceFile('taskhost.d.ts', text, ts.ScriptTarget.Latest);
              const wrong = file.parseDiagnostics.map((d) =>
                `line ${file.getLineAndCharacterOfPosition(d.start).line + 1}: ${d.messageText}`);
              const values = file.statements.filter(ts.isModuleDeclaration).flatMap((m) => m.body.statements).flatMap((s) =>
                ts.isExportAssignment(s) ? ['default']
                  : ts.isVariableStatement(s) && s.modifiers ? s.declarationList.declarations.map((d) => d.name.text)
                  : ts.isClassDeclaration(s) || ts.isFunctionDeclaration(s) ? [s.name.text] : []);
              return JSON.stringify({ wrong, values: [...new Set(values)].sort() });
            }
            """;

    @Test
    void theyParseAndDeclareWhatTheModuleHas() throws Exception {
        var read = Json.readObject(read());
        assertThat(read.get("wrong")).isEqualTo(List.of());
        assertThat(read.get("values")).isEqualTo(Json.read(Running.json("exportedNames")));
    }

    private static String read() throws IOException {
        try (InputStream in = JsTypesTest.class.getResourceAsStream(PARSER);
                Engine engine = Engine.newBuilder("js")
                        .option("engine.WarnInterpreterOnly", "false")
                        .build();
                Context context = Context.newBuilder("js").engine(engine).build()) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Value typescript = context.eval(Source.newBuilder(
                            "js",
                            "((module) => {" + text + "\nreturn module.exports;})({exports: {}})",
                            "typescript.js")
                    .build());
            return context.eval("js", READ)
                    .execute(typescript, Files.readString(TYPES))
                    .asString();
        }
    }
}
