package dev.taskhost.script.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What JavaScript's text tells about modules, for those who load it. Thread-safe (no state). */
public final class ScriptText {
    private static final Pattern TYPE_MODULE = Pattern.compile("\"type\"\\s*:\\s*\"module\"");

    private ScriptText() {}

    /**
     * Whether a file is an ES module: by its ending ({@code .mjs}, and not {@code .cjs}), by import or export statements, or by Node's rule, that the nearest
     * package.json says what a plain {@code .js} file is.
     *
     * @param root the scripts folder, above which no package.json counts
     * @throws IOException when a package.json cannot be read
     */
    public static boolean isModule(Path root, Path file, String text) throws IOException {
        String name = file.toString();
        return name.endsWith(".mjs")
                || (!name.endsWith(".cjs") && (JsText.isModule(JsBlank.of(text)) || inModulePackage(root, file)));
    }

    /** The names a CommonJS text exports, as far as it can be seen without running it; without {@code default}. */
    public static List<String> exportsOf(String text) {
        return JsText.names(JsBlank.of(text), false).keySet().stream()
                .filter(name -> !name.equals("default"))
                .toList();
    }

    private static boolean inModulePackage(Path root, Path file) throws IOException {
        for (Path folder = file.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            Path declared = folder.resolve("package.json");
            if (Files.isRegularFile(declared)) {
                return TYPE_MODULE.matcher(Files.readString(declared)).find();
            }
        }
        return false;
    }
}
