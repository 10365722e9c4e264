package dev.taskhost.script.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.access.HostClasses;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies use the listed classes, and get nowhere else with them; here where all else is trusted. */
class HostClassesTest {
    @TempDir
    static Path folder;

    private static Walled walled;

    @BeforeAll
    static void open() throws Exception {
        HostClasses classes =
                HostClasses.of(List.of("java.math.BigDecimal", "java.time.*", "java.util.ArrayList"), false);
        walled = new Walled(folder, scratch -> Access.TRUSTED.withClasses(classes), "uses_java.py", "uses_java.js");
    }

    @AfterAll
    static void close() {
        walled.close();
    }

    @Test
    void theListedOnesAreUsed() throws Exception {
        assertThat(walled.json("uses_java.py:big", "key")).isEqualTo("\"3.30\"");
        assertThat(walled.json("uses_java.py:imported", "key")).isEqualTo("[\"2026-03-01\", 7]");
        assertThat(walled.json("uses_java.py:listed", "key")).isEqualTo("[\"a\"]");
        assertThat(walled.json("uses_java.js:big", "key")).isEqualTo("\"3.30\"");
        assertThat(walled.json("uses_java.js:date", "key")).isEqualTo("\"2026-03-01\"");
    }

    static String[] python() throws Exception {
        return walled.json("uses_java.py:ways", "key")
                .replaceAll("[\\[\\]\" ]", "")
                .split(",");
    }

    static String[] js() throws Exception {
        return walled.json("uses_java.js:ways", "key")
                .replaceAll("[\\[\\]\" ]", "")
                .split(",");
    }

    @ParameterizedTest
    @MethodSource("python")
    void nothingElseInPython(String way) throws Exception {
        assertThat(walled.call("uses_java.py:way", "key", way)).isInstanceOf(BodyResult.Failed.class);
    }

    @ParameterizedTest
    @MethodSource("js")
    void nothingElseInJavaScript(String way) throws Exception {
        assertThat(walled.call("uses_java.js:way", "key", way)).isInstanceOf(BodyResult.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Class", "java.lang.ClassLoader", "java.lang.Runtime", "java.lang.ProcessBuilder",
                "java.lang.ProcessBuilder$Redirect", "java.lang.System", "java.lang.Thread", "java.lang.reflect.Method",
                "java.lang.reflect.*", "java.lang.invoke.*", "java.lang.foreign.*", "java.util.ServiceLoader",
                "sun.misc.Unsafe", "jdk.net.*", "org.graalvm.polyglot.Context", "dev.taskhost.script.ScriptSource"
            })
    void whatOpensEverythingIsRefused(String entry) {
        assertThatThrownBy(() -> HostClasses.of(List.of(entry), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + entry + "\" cannot be listed: it leads to every other class");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.io.File",
                "java.nio.file.*",
                "java.net.Socket",
                "java.util.Scanner",
                "java.util.zip.ZipFile"
            })
    void whatGoesRoundTheWallsIsRefusedWhereThereAreSome(String entry) {
        assertThat(HostClasses.of(List.of(entry), false).isEmpty()).isFalse();
        assertThatThrownBy(() -> HostClasses.of(List.of(entry), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reaches files or the network by itself");
    }

    @Test
    void aPackageLeavesOutWhatIsNeverGiven() {
        HostClasses classes = HostClasses.of(List.of("java.lang.*"), false);
        assertThat(classes.has("java.lang.Math")).isTrue();
        assertThat(classes.has("java.lang.Runtime")).isFalse();
        assertThat(classes.has("java.lang.Runtime$Version")).isFalse();
        assertThat(classes.has("java.lang.reflect.Method")).isFalse();
    }
}
