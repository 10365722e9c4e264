package dev.taskhost.script.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void files() throws IOException {
        root = Files.createDirectories(temp.resolve("scripts")).toRealPath();
        write("reports/daily.py", "def main(): pass\nfrom other import helper\ndef _private(): pass\n");
        write("other.py", "def helper(): pass\nhelper_value = 1\n");
        write("tools/clean.js", "export function run() {}");
        write("interval/test_interval.py", "async def test_interval(): pass");
        write("again/test_interval.js", "exports.test_interval = () => 1;");
        write("x.py", "def twice(): pass");
        write("y.py", "def twice(): pass");
        write("empty.py", "");
        write(".hidden/h.py", "def hidden(): pass");
        write("__pycache__/c.py", "def cached(): pass");
        write("node_modules/m/index.js", "exports.packaged = () => 1;");
        Files.writeString(temp.resolve("outside.py"), "def outside(): pass");
        Files.createSymbolicLink(root.resolve("link.py"), temp.resolve("outside.py"));
        Files.createSymbolicLink(root.resolve("up"), temp);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Catalog catalog() throws IOException {
        return scan(CatalogScan.empty());
    }

    private Catalog scan(Catalog before) throws IOException {
        return CatalogScan.scan(root, before, null).catalog();
    }

    private List<String> find(String name) throws IOException {
        return new Lookup(catalog(), "scripts")
                .find(name).stream()
                        .map(found -> found.rank() + " " + found.script().path() + ":" + found.function())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reports/daily.py:main",
                "reports/daily:main",
                "reports.daily:main",
                "reports.daily.main",
                "scripts/reports/daily.py:main",
                " reports.daily.main "
            })
    void aPlaceIsExplicit(String name) throws IOException {
        assertThat(find(name)).containsExactly("EXPLICIT reports/daily.py:main");
    }

    @Test
    void namesOfFilesAndFunctions() throws IOException {
        assertThat(find("tools/clean.js:run")).containsExactly("EXPLICIT tools/clean.js:run");
        assertThat(find("interval.test_interval")).containsExactly("EXPLICIT interval/test_interval.py:test_interval");
        assertThat(find("test_interval"))
                .containsExactly(
                        "SAME_FILE again/test_interval.js:test_interval",
                        "SAME_FILE interval/test_interval.py:test_interval");
        assertThat(find("main")).containsExactly("ANY_FILE reports/daily.py:main");
        assertThat(find("helper")).containsExactly("ANY_FILE other.py:helper");
        assertThat(find("twice")).containsExactly("ANY_FILE x.py:twice", "ANY_FILE y.py:twice");
        assertThat(find("empty")).containsExactly("SAME_FILE empty.py:empty");
        assertThat(find("reports.daily.nope")).containsExactly("EXPLICIT reports/daily.py:nope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "nothing", "../outside.py:outside", "reports/../other.py:helper", "/etc/passwd:x",
                        "reports//daily.py:main",
                "reports\\daily.py:main", "other.py:", ":helper", "other\0.py:helper", "./other.py:helper", "hidden",
                        "cached",
                "packaged", "outside", "link.py:outside", "up/outside.py:outside", "eval('1')",
                        "__import__('os').system('x')"
            })
    void nothingElseIsFound(String name) throws IOException {
        assertThat(find(name)).isEmpty();
    }

    @Test
    void aLinkThatLeavesTheFolderIsSaid() throws IOException {
        assertThat(catalog().problems())
                .hasSize(1)
                .first()
                .asString()
                .contains("link.py", "outside the scripts folder");
    }

    @Test
    void knownNamesAreWhatARowCouldSay() throws IOException {
        assertThat(new Lookup(catalog(), "scripts").knownNames())
                .contains("main", "reports/daily.py:main", "run", "test_interval")
                .doesNotContain("_private", "helper_value");
    }

    @Test
    void aScanNoticesAChangeAndNothingElse() throws IOException {
        Catalog first = catalog();
        assertThat(scan(first).sameAs(first)).isTrue();
        write("x.py", "def twice(): pass\ndef thrice(): pass\n");
        assertThat(scan(first).sameAs(first)).isFalse();
    }
}
