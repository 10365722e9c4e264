package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interpreter goes on with later scripts where they make no difference to what it has loaded; it counts calls to show it. */
@Timeout(300)
class HotFollowTest extends HotFixture {
    private void counting(String helper) throws Exception {
        write("helper.py", "VALUE = '" + helper + "'");
        write(
                "a.py",
                "import helper",
                "CALLS = []",
                "def a(task_key, **kwargs):",
                "    CALLS.append(1)",
                "    return [helper.VALUE, len(CALLS)]");
    }

    @Test
    void aChangeOfWhatItNeverReadLeavesAPythonInterpreterOpen() throws Exception {
        counting("old");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b1'");
        write("c.js", "exports.c = () => 'c1';");
        open(1);
        assertThat(call("a")).isEqualTo("[\"old\", 1]");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b2'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"old\", 2]");
        assertThat(call("b")).isEqualTo("\"b2\"");
        write("c.js", "exports.c = () => 'c2';");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"old\", 3]");
        assertThat(call("c")).isEqualTo("\"c2\"");

        CompletableFuture<BodyResult> end = new CompletableFuture<>();
        RunningBody body = start("a", end);
        end.get(120, SECONDS);
        assertThat(body.generation()).startsWith("scripts 3 "); // the current one, though it was opened for the first

        write("helper.py", "VALUE = 'new'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"new\", 1]");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b3'"); // not read in this one yet
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"new\", 2]");
        assertThat(call("b")).isEqualTo("\"b3\"");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b4'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("b")).isEqualTo("\"b4\"");
        assertThat(call("a")).isEqualTo("[\"new\", 1]");
    }

    @Test
    void aChangeOfWhatItNeverReadLeavesAJavaScriptInterpreterOpen() throws Exception {
        write("lib/helper.js", "exports.value = 'old';");
        write(
                "a.js",
                "const helper = require('./lib/helper');",
                "let calls = 0;",
                "exports.a = () => [helper.value, ++calls];");
        write("b.mjs", "export const b = () => 'b1';");
        open(1);
        assertThat(call("a")).isEqualTo("[\"old\",1]");
        write("b.mjs", "export const b = () => 'b2';");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"old\",2]");
        assertThat(call("b")).isEqualTo("\"b2\"");
        write("lib/helper.js", "exports.value = 'new';");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"new\",1]");
    }

    @Test
    void aFileMoreMayBeOneThatWasLookedForBefore() throws Exception {
        write(
                "a.py",
                "try:",
                "    import wanted",
                "except ImportError:",
                "    wanted = None",
                "def a(task_key, **kwargs):",
                "    return wanted is not None");
        open(1);
        assertThat(call("a")).isEqualTo("false");
        write("wanted.py", "VALUE = 1");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("true");
    }

    @Test
    void anotherTimeStampIsNoChange() throws Exception {
        counting("old");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b1'");
        open(1);
        assertThat(call("a")).isEqualTo("[\"old\", 1]");
        Files.setLastModifiedTime(folder.resolve("helper.py"), FileTime.fromMillis(1_000_000_000_000L));
        write("b.py", "def b(task_key, **kwargs):", "    return 'b2'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"old\", 2]");
    }

    @Test
    void whatDidNotLoadIsNotKeptInHalves() throws Exception {
        counting("old");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b1'");
        write("bad.py", "import helper", "raise RuntimeError('bad')", "def bad(task_key, **kwargs): pass");
        open(1);
        assertThat(call("a")).isEqualTo("[\"old\", 1]");
        assertThat(call("bad")).contains("RuntimeError: bad");
        assertThat(call("a")).isEqualTo("[\"old\", 2]");
        write("b.py", "def b(task_key, **kwargs):", "    return 'b2'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("[\"old\", 1]");
    }
}
