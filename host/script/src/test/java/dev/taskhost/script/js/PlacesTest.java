package dev.taskhost.script.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.json.Json;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.files.GenerationView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.io.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of errors, with maps made by hand; JsSourceMapTest has what a compiler made. */
class PlacesTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void folder() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("my scripts"));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String shown(String text) throws IOException {
        Generation now = Generation.of(
                1, CatalogScan.scan(root, CatalogScan.empty(), null).catalog(), null);
        JsFiles files =
                new JsFiles(root, new GenerationView(FileSystem.newDefaultFileSystem(), root, now, null), path -> true);
        return new Places(files).original(text.replace("ROOT", root.toString())).replace(root.toString(), "ROOT");
    }

    private static String map(Object source, Mappings mappings) {
        return Json.write(
                Map.of("version", 3, "sources", List.of(source), "names", List.of(), "mappings", mappings.toString()));
    }

    private static Mappings lines() {
        return new Mappings().add(0, 0, 10, 0).add(20, 0, 11, 4).nextLine().add(2, 0, 30, 2);
    }

    @Test
    void framesAreOfTheOriginalFile() throws Exception {
        write("dist/a.mjs", "export function a() {}\n\n//# sourceMappingURL=a%20b.map\n");
        write("dist/a b.map", map("../src/a.ts", lines()));
        assertThat(
                        shown(
                                "ETypeError: no\n    at a (ROOT/dist/a.mjs:1:25)\n    at async Object.b [as c] (ROOT/dist/a.mjs:2:3)\n    at ROOT/dist/a.mjs:1:2\n    at other (ROOT/dist/b.mjs:1:2)"))
                .isEqualTo(
                        "ETypeError: no\n    at a (ROOT/src/a.ts:12:5)\n    at async Object.b [as c] (ROOT/src/a.ts:31:3)\n    at ROOT/src/a.ts:11:1\n    at other (ROOT/dist/b.mjs:1:2)");
    }

    @Test
    void whereAStoppedOneStoodIsOfTheOriginalFile() throws Exception {
        write("a.mjs", "export function a() {}\n\n//# sourceMappingURL=a.mjs.map\n");
        write("a.mjs.map", map("a.ts", lines()));
        assertThat(shown("  File \"ROOT/a.mjs\", line 2, in a")).isEqualTo("  File \"ROOT/a.ts\", line 31, in a");
        assertThat(shown("  File \"ROOT/a.mjs\", lines 1-2, in a\n  File \"ROOT/a.mjs\", line 9, in b"))
                .isEqualTo("  File \"ROOT/a.ts\", lines 11-31, in a\n  File \"ROOT/a.mjs\", line 9, in b");
    }

    @Test
    void aMapInTheTextItself() throws Exception {
        String map = map("webpack://shop/./src/a.ts", new Mappings().add(0, 0, 4, 0));
        String data = Base64.getEncoder().encodeToString(map.getBytes(StandardCharsets.UTF_8));
        write(
                "a.mjs",
                "export const a = 1;\n//# sourceMappingURL=data:application/json;charset=utf-8;base64," + data + "\n");
        assertThat(shown("E\n    at a (ROOT/a.mjs:1:7)")).isEqualTo("E\n    at a (webpack://shop/./src/a.ts:5:1)");
    }

    @Test
    void theFirstLineOfCommonJsCountsWithoutWhatIsPutInFront() throws Exception {
        write("a.js", "exports.a = () => {};\n");
        int column = JsFiles.OPENING.length() + 13;
        assertThat(shown("E\n    at a (ROOT/a.js:1:" + column + ")")).isEqualTo("E\n    at a (ROOT/a.js:1:13)");
        write("b.js", "exports.b = () => {};\n//# sourceMappingURL=b.js.map");
        write("b.js.map", map("b.ts", new Mappings().add(12, 0, 6, 2)));
        assertThat(shown("E\n    at a (ROOT/b.js:1:" + column + ")")).isEqualTo("E\n    at a (ROOT/b.ts:7:3)");
    }

    @Test
    void withoutAUsableMapThePlaceStays() throws Exception {
        write("none.mjs", "export const a = 1;\n");
        write("gone.mjs", "export const a = 1;\n//# sourceMappingURL=gone.mjs.map\n");
        write("broken.mjs", "export const a = 1;\n//# sourceMappingURL=broken.mjs.map\n");
        write("broken.mjs.map", "{\"version\": 3, \"sources\": [\"a\"], \"mappings\": \"!!\"}");
        write("data.mjs", "export const a = 1;\n//# sourceMappingURL=data:application/json;base64,%%%\n");
        write("remote.mjs", "export const a = 1;\n//# sourceMappingURL=http://127.0.0.1:9/a.map\n");
        write("outside.mjs", "export const a = 1;\n//# sourceMappingURL=../outside.map\n");
        Files.writeString(root.resolveSibling("outside.map"), map("x.ts", lines()));
        write("unmapped.mjs", "export const a = 1;\n//# sourceMappingURL=unmapped.mjs.map\n");
        write("unmapped.mjs.map", map("x.ts", new Mappings().nextLine().add(0, 0, 0, 0)));
        for (String name : List.of("none", "gone", "broken", "data", "remote", "outside", "unmapped")) {
            String frame = "E\n    at a (ROOT/" + name + ".mjs:1:7)";
            assertThat(shown(frame)).isEqualTo(frame);
        }
    }

    @Test
    void onlyFramesAreTouched() throws Exception {
        write("a.mjs", "export const a = 1;\n//# sourceMappingURL=a.mjs.map\n");
        write("a.mjs.map", map("a.ts", lines()));
        for (String text : List.of(
                "R\"at (ROOT/a.mjs:1:1)\"",
                "EError: see ROOT/a.mjs:1:1\nROOT/a.mjs:1:1 Expected an operand",
                "E\n    at a (native)")) {
            assertThat(shown(text)).isEqualTo(text.replace("ROOT", "ROOT"));
        }
    }
}
