package dev.taskhost.script.catalog;

import java.io.IOException;
import java.nio.file.Path;

/** What JavaScript's text tells about modules, for those who load it. Thread-safe (no state). */
public final class ScriptText {
    private ScriptText() {}

    /**
     * Whether a file is an ES module: by its ending ({@code .mjs}, and not {@code .cjs}), by Node's rule that the nearest
     * package.json says what a plain {@code .js} file is, or by import or export statements.
     *
     * @param root the scripts folder, above which no package.json counts
     * @throws IOException when a package.json cannot be read
     */
    public static boolean isModule(Path root, Path file, String text) throws IOException {
        String name = file.toString();
        if (name.endsWith(".mjs") || name.endsWith(".cjs")) {
            return name.endsWith(".mjs");
        }
        return JsText.isModule(JsBlank.of(text)) || inModulePackage(root, file);
    }

    private static boolean inModulePackage(Path root, Path file) throws IOException {
        Path folder = file.getParent();
        return folder != null
                && PackageJson.nearest(root, folder).filter(PackageJson::module).isPresent();
    }

    /** What a CommonJS text exports, as far as it can be seen without running it. */
    public static CommonJsNames commonJsNames(String text) {
        return CommonJsNames.of(text);
    }
}
