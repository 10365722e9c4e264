package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.cpython.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scripts folder with a history: what is dropped is live when it is good, and nothing else notices what is not. */
@Timeout(300)
class HotTest extends HotFixture {
    @Test
    void aBrokenFileLeavesTheLastGoodVersionInCharge() throws Exception {
        write("a.py", "def a(task_key, **kwargs):", "    return 'a1'");
        write("b.js", "exports.b = () => 'b1';");
        open();
        write("a.py", "def a(task_key, **kwargs)", "    return 'a2'");
        write("b.js", "exports.b = () => 'b2';");
        write("c.js", "exports.c = () => 'c1';");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("\"a1\"");
        assertThat(call("b")).isEqualTo("\"b2\"");
        assertThat(call("c")).isEqualTo("\"c1\"");
        assertThat(source().problems())
                .singleElement()
                .asString()
                .contains("File \"scripts/a.py\", line 1", "SyntaxError", "scripts/a.py stays as it was before");

        assertThat(source().rescan()).isFalse(); // a known bad text is not tried over and over
        write("b.js", "exports.b = () => 'b3';");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("\"a1\"");
        assertThat(call("b")).isEqualTo("\"b3\"");
        assertThat(source().problems()).hasSize(1);
        write("a.py", "def a(task_key, **kwargs):", "    return 'a3'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("\"a3\"");
        assertThat(source().problems()).isEmpty();
    }

    @Test
    void aFileThatDoesNotLoadIsHeldBackAndWhatImportsItGoesOn() throws Exception {
        write("helper.py", "VALUE = 1");
        write("a.py", "import helper", "def a(task_key, **kwargs):", "    return ['a1', helper.VALUE]");
        open();
        assertThat(call("a")).isEqualTo("[\"a1\", 1]");
        write("helper.py", "VALUE = 2", "raise RuntimeError('no database')");
        write("a.py", "import helper", "def a(task_key, **kwargs):", "    return ['a2', helper.VALUE]");
        source().rescan();
        assertThat(call("a")).isEqualTo("[\"a2\", 1]");
        assertThat(source().problems())
                .singleElement()
                .asString()
                .contains("RuntimeError: no database", "File \"scripts/helper.py\", line 2");
        write("helper.py", "VALUE = 3");
        source().rescan();
        assertThat(call("a")).isEqualTo("[\"a2\", 3]");
        assertThat(source().generation()).isEqualTo(3);
    }

    @Test
    void aScriptForCpythonIsTriedThere() throws Exception {
        Site.assumePython();
        write("a.py", "def a(task_key, **kwargs):", "    return 'a1'");
        open();
        String onlyThere = "if sys.implementation.name != 'cpython': raise ImportError('No module named numpy')";
        write("a.py", "import sys", onlyThere, "def a(task_key, **kwargs):", "    return sys.implementation.name");
        assertThat(source().rescan()).isTrue();
        assertThat(source().problems()).isEmpty();
        Body body = source().find("a").getFirst().body();
        assertThat(body.check(Isolation.CPYTHON).get(120, SECONDS)).isEmpty();
        assertThat(body.check(Isolation.SHARED).get(120, SECONDS)).contains("No module named numpy");
        BodyCall call =
                new BodyCall("key", List.of(), Map.of(), 1, Running.TRACE, BodyOutput.NONE, 0, Isolation.CPYTHON);
        CompletableFuture<BodyResult> end = new CompletableFuture<>();
        assertThat(body.start(call, end::complete)).isNotNull();
        assertThat(end.get(120, SECONDS)).isEqualTo(new BodyResult.Returned("\"cpython\"", null));
        assertThat(source().processes()).isEqualTo(1);
        write("a.py", "import sys", onlyThere, "import nowhere");
        source().rescan();
        assertThat(source().problems())
                .singleElement()
                .asString()
                .contains("No module named numpy")
                .doesNotContain("isolation");
        write("a.py", "import sys", onlyThere, "nothing");
        source().rescan();
        assertThat(source().problems())
                .singleElement()
                .asString()
                .contains("No module named numpy", "With extra.isolation = \"cpython\":", "NameError: name 'nothing'");
    }

    @Test
    void onlyPythonRunsInCpython() throws Exception {
        write("a.js", "exports.a = () => 1;");
        write("b.py", "def b(task_key, **kwargs):", "    return 1");
        open();
        assertThat(source().find("a").getFirst().body().offers(Isolation.CPYTHON))
                .isFalse();
        assertThat(source().find("b").getFirst().body().offers(Isolation.CPYTHON))
                .isTrue();
    }

    @Test
    void aNewFileThatDoesNotLoadSaysSoWhenItIsAskedFor() throws Exception {
        write("a.js", "exports.a = () => 1;");
        open();
        write("bad.js", "exports.bad = () => 1;", "throw new Error('at the top');");
        source().rescan();
        assertThat(source().find("bad")
                        .getFirst()
                        .body()
                        .check(Isolation.SHARED)
                        .get(120, SECONDS))
                .contains("Error: at the top");
        assertThat(source().problems()).singleElement().asString().contains("scripts/bad.js", "at the top");
        assertThat(call("a")).isEqualTo("1");
    }

    @Test
    void aRunningExecutionFinishesOnItsGeneration() throws Exception {
        Path gate = temp.resolve("gate");
        write("lib/late.py", "VALUE = 'old'");
        write(
                "slow.py",
                "import os, time",
                "def slow(task_key, **kwargs):",
                "    while not os.path.exists('" + gate + "'):",
                "        time.sleep(0.01)",
                "    from lib import late",
                "    return [late.VALUE, open(late.__file__).read(), sorted(os.listdir(os.path.dirname(__file__)))]");
        open();
        CompletableFuture<BodyResult> end = new CompletableFuture<>();
        RunningBody running = start("slow", end);
        while (running.generation().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(running.generation()).startsWith("scripts 1 ");
        Files.delete(folder.resolve("lib/late.py"));
        write("lib/other.py", "VALUE = 'new'");
        write("slow.py", "def slow(task_key, **kwargs):", "    return 'new'");
        assertThat(source().rescan()).isTrue();
        for (int i = 0; i < 5; i++) { // more than are kept
            write("lib/other.py", "VALUE = " + i);
            assertThat(source().rescan()).isTrue();
        }
        Files.createFile(gate);
        assertThat(end.get(120, SECONDS))
                .isEqualTo(new BodyResult.Returned("[\"old\", \"VALUE = 'old'\\n\", [\"lib\", \"slow.py\"]]", null));
        assertThat(call("slow")).isEqualTo("\"new\"");
    }

    @Test
    void whatIsDroppedIsLiveWithoutBeingAskedFor() throws Exception {
        write("a.js", "exports.a = () => 1;");
        open();
        assertThat(call("a")).isEqualTo("1");
        write("sub/folder/b.js", "exports.b = () => 2;");
        while (source().find("b").isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(call("b")).isEqualTo("2");
        Files.move(folder.resolve("sub"), folder.resolve("renamed"));
        while (source().find("renamed/folder/b.js:b").isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(source().find("sub/folder/b.js:b")).isEmpty();
    }
}
