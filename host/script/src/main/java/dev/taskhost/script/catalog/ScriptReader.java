package dev.taskhost.script.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/** Makes a {@link Script} of a file by reading its text. Thread-safe (no state). */
final class ScriptReader {
    private ScriptReader() {}

    /**
     * Indexes one file.
     *
     * @param root the scripts folder, above which no package.json counts
     * @throws IOException when it cannot be read
     */
    static Script read(Path root, Path file, String path, Script.Stamp stamp) throws IOException {
        // Not strictly: a file in another encoding is for the interpreter to refuse, with its own words.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (path.endsWith(".py")) {
            String code = PythonText.blank(text);
            return new Script(
                    file,
                    path,
                    Language.PYTHON,
                    Collections.unmodifiableMap(PythonText.names(code)),
                    false,
                    PythonText.importsAsyncio(code),
                    stamp);
        }
        String code = JsBlank.of(text);
        boolean module = ScriptText.isModule(root, file, text);
        return new Script(
                file,
                path,
                Language.JAVASCRIPT,
                Collections.unmodifiableMap(JsText.names(code, module)),
                module,
                false,
                stamp);
    }
}
