package dev.taskhost.script.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.network.NetworkList;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way out of {@code attempts.js} ends at a wall, and has done nothing outside of it. */
class JsBreakOutTest {
    @TempDir
    static Path folder;

    private static Walled walled;
    private static Canaries canaries;

    @BeforeAll
    static void open() throws Exception {
        walled = new Walled(
                folder,
                scratch -> Access.restricted(scratch, NetworkList.NONE),
                "attempts.js",
                "helper.js",
                "data.json");
        canaries = new Canaries(walled);
    }

    @AfterAll
    static void close() throws Exception {
        walled.close();
        canaries.close();
    }

    static String[] names() throws Exception {
        return walled.json("attempts.js:names", "attempts")
                .replaceAll("[\\[\\]\" ]", "")
                .split(",");
    }

    private static String attempt(String name) throws Exception {
        BodyResult result = walled.call(
                "attempts.js:run", "attempts", name, walled.outside, walled.mark, canaries.port(), canaries.pid());
        canaries.assertAlone();
        assertThat(result).as(name).isInstanceOf(BodyResult.Failed.class);
        String error = ((BodyResult.Failed) result).error();
        assertThat(error).as(name).doesNotContain(Walled.SECRET);
        return error;
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothing(String name) throws Exception {
        assertThat(attempt(name)).isNotBlank();
    }

    /** Those that the walls themselves refuse say so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requireAbsolute",
                "requireRelative",
                "requireUp",
                "requireLinked",
                "requireLink",
                "requirePackage",
                "symbol",
                "symbolScript",
                "symbolUp",
                "importAbsolute",
                "importScript",
                "importJson",
                "importRelative",
                "importUrl",
                "importLinked",
                "importProc"
            })
    void wall(String name) throws Exception {
        assertThat(attempt(name)).contains("[scripts] access = \"restricted\"");
    }

    @Test
    void whatLiesInTheFolderIsThere() throws Exception {
        assertThat(walled.json("attempts.js:data", "attempts")).isEqualTo("[7,\"helped\"]");
    }
}
