package dev.taskhost.script.walls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.network.NetworkList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What restricted bodies may do: each task in a folder of its own, whoever else is in the interpreter. */
class ScratchTest {
    @TempDir
    static Path folder;

    private static Walled walled;

    @BeforeAll
    static void open() throws Exception {
        walled = new Walled(folder, scratch -> Access.restricted(scratch, NetworkList.NONE), "scratch.py", "data.txt");
    }

    @AfterAll
    static void close() {
        walled.close();
    }

    @Test
    void aTaskKeepsItsOwn() throws Exception {
        assertThat(walled.json("scratch.py:keep", "one", "x")).isEqualTo("[\"x\", \"/scratch\", [\"note.txt\"]]");
        assertThat(walled.json("scratch.py:keep", "../../t w/ö", "y"))
                .isEqualTo("[\"y\", \"/scratch\", [\"note.txt\"]]");
        assertThat(walled.json("scratch.py:keep", "one", "z")).isEqualTo("[\"xz\", \"/scratch\", [\"note.txt\"]]");
        assertThat(walled.scratchOf("one/note.txt")).hasContent("xz");
        assertThat(walled.scratchOf("%2E.%2F..%2Ft%20w%2F%C3%B6/note.txt")).hasContent("y");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(walled.scratchOf("one"))))
                .isEqualTo("rwx------");
    }

    @Test
    void neighboursInOneInterpreterSeeTheirOwn() throws Exception {
        walled.json("scratch.py:wait_between", "first"); // it is known to wait from then on
        CompletableFuture<BodyResult> a = walled.start(Isolation.SHARED, "scratch.py:wait_between", "a");
        CompletableFuture<BodyResult> b = walled.start(Isolation.SHARED, "scratch.py:wait_between", "b");
        assertThat(Walled.json(a.get(120, SECONDS))).isEqualTo("[\"/scratch/deep\", \"/scratch/deep/standing.txt\"]");
        assertThat(Walled.json(b.get(120, SECONDS)))
                .isEqualTo("[\"/scratch/deep/er\", \"/scratch/deep/er/standing.txt\"]");
        assertThat(walled.scratchOf("a/deep/standing.txt")).hasContent("a");
        assertThat(walled.scratchOf("b/deep/er/standing.txt")).hasContent("b");
    }

    @Test
    void threadsAreOfTheBodyTheyWorkFor() throws Exception {
        assertThat(walled.json("scratch.py:threads", "a")).isEqualTo("[\"a\", \"a\"]");
        assertThat(walled.json("scratch.py:threads", "b")).isEqualTo("[\"b\", \"b\"]");
    }

    /** Nobody can say for whom a thread of a pool works that a script shares among its bodies. */
    @Test
    void aThreadOfABodyThatHasEndedIsNobodys() throws Exception {
        assertThat(walled.json("scratch.py:shared_pool", "a")).isEqualTo("[\"a\"]");
        assertThat(walled.call("scratch.py:shared_pool", "b"))
                .isInstanceOfSatisfying(
                        BodyResult.Failed.class,
                        failed -> assertThat(failed.error()).contains("PermissionError"));
    }

    @Test
    void filesAreUsedAsUsual() throws Exception {
        assertThat(walled.json("scratch.py:usual_things", "usual")).isEqualTo("\"/scratch\"");
        assertThat(walled.scratchOf("usual")).isEmptyDirectory();
    }

    @Test
    void theStandardLibraryIsThere() throws Exception {
        assertThat(walled.json("scratch.py:libraries", "usual")).isEqualTo("[]");
        assertThat(walled.json("scratch.py:work", "usual")).isEqualTo("[\"2d711642\", \"3.3\"]");
    }

    @Test
    void aLoopOfItsOwnIsWokenWithoutSockets() throws Exception {
        assertThat(walled.json("scratch.py:loop_of_its_own", "usual")).isEqualTo("\"woken\"");
    }
}
