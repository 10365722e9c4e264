package dev.taskhost.script.catalog;

import dev.taskhost.core.folder.Copies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;

/** Makes a {@link Script} of a file by reading its text. Thread-safe (no state). */
public final class ScriptReader {
    private ScriptReader() {}

    /**
     * Indexes one file.
     *
     * @param root the scripts folder, above which no package.json counts
     * @param file where it is, or was
     * @param content its bytes
     * @throws IOException when a package.json cannot be read
     */
    public static Script read(Path root, Path file, String path, byte[] content, Script.Stamp stamp)
            throws IOException {
        // Not strictly: a file in another encoding is for the interpreter to refuse, with its own words.
        String text = new String(content, StandardCharsets.UTF_8);
        String hash = Copies.hash(content);
        if (path.endsWith(".py")) {
            String code = PythonText.blank(text);
            return new Script(
                    file,
                    path,
                    Language.PYTHON,
                    Collections.unmodifiableMap(PythonText.names(code)),
                    false,
                    PythonText.importsAsyncio(code),
                    hash,
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
                hash,
                stamp);
    }
}
