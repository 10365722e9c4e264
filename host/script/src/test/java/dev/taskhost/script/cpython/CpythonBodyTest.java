package dev.taskhost.script.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of Python bodies, as PythonBodyTest has it for the interpreters inside, and mostly with the same scripts. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class CpythonBodyTest {
    private @Nullable Site opened;

    @BeforeAll
    void open() throws IOException {
        Site.assumePython();
        opened = Site.of(Site.shared());
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Site site() {
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return opened;
    }

    @Test
    void argumentsArriveAsTheRowGaveThem() throws Exception {
        Map<String, Object> extra = Map.of("n", new BigInteger("12345678901234567890123"), "l", List.of(1L, "é"));
        Asked asked = new Asked(site().cpython(), site().target("a/x.py:echo"), 0, extra, "1", "ü");
        assertThat(asked.json())
                .contains("\"key\": \"key\"", "\"args\": [\"1\", \"ü\"]", "\"sub_task_id\": 42", "\"str\": true")
                .contains("\"__unique_trace_id__\": \"" + Asked.TRACE + "\"", "\"big\": 1" + "0".repeat(30))
                .contains("\"n\": 12345678901234567890123", "\"l\": [1, \"é\"]");
        assertThat(asked.running.generation()).isEqualTo(site().generation().label());
        assertThat(asked.running.allocatedBytes()).isZero();
    }

    @Test
    void everythingCallableIsABody() throws Exception {
        assertThat(site().call("a/x.py:part").json()).contains("\"key\": \"bound\", \"args\": [\"key\"]");
        assertThat(site().call("a/x.py:decorated").json()).isEqualTo("\"decorated\"");
        assertThat(site().call("a/x.py:instance").json()).isEqualTo("\"called\"");
        assertThat(site().check("a/x.py:part")).isEmpty();
    }

    @Test
    void whatIsNoFunctionIsNamedForWhatItIs() throws Exception {
        assertThat(site().check("a/x.py:VALUE")).isEqualTo("`VALUE` in scripts/a/x.py is an int, not a function.");
        assertThat(site().check("a/x.py:Klass")).contains("is a class");
        assertThat(site().check("a/x.py:gen")).contains("generator function");
        assertThat(site().check("a/x.py:nope")).contains("no function `nope`", "echo");
        assertThat(site().check("syn.py:f"))
                .contains("does not load", "File \"scripts/syn.py\", line 1", "SyntaxError");
        assertThat(site().call("a/x.py:VALUE").end()).isInstanceOf(BodyResult.NotCallable.class);
    }

    @Test
    void anErrorIsPythonsOwnTraceback() throws Exception {
        assertThat(site().call("a/x.py:fail").failure())
                .startsWith(
                        "Traceback (most recent call last):\n  File \"scripts/a/x.py\", line 17, in fail\n    1 / 0\n")
                .contains("ZeroDivisionError: division by zero", "The above exception was the direct cause")
                .endsWith("ValueError: wrapped ü")
                .doesNotContain("taskhost", "asyncio");
    }

    @Test
    void coroutinesRunInALoopOfTheirOwn(@TempDir Path folder) throws Exception {
        Site.write(folder, "c.py", """
                import asyncio

                async def gathers(task_key, **kwargs):
                    task = asyncio.create_task(asyncio.sleep(0.01, "v"))
                    both = await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0.01, 2))
                    return [await task, both, asyncio.current_task() is not None]

                async def fails(task_key, **kwargs):
                    await asyncio.sleep(0.001)
                    await inner()

                async def inner():
                    raise KeyError("no")

                def deep(task_key):
                    return deep(task_key)

                def recurses(task_key, **kwargs):
                    return deep(task_key)
                """);
        try (Site site = Site.of(folder)) {
            assertThat(site.call("c.py:gathers").json()).isEqualTo("[\"v\", [1, 2], true]");
            String name = folder.getFileName().toString();
            assertThat(site.call("c.py:fails").failure())
                    .startsWith("Traceback (most recent call last):\n  File \"" + name
                            + "/c.py\", line 10, in fails\n    await inner()\n")
                    .contains("c.py\", line 13, in inner\n")
                    .endsWith("KeyError: 'no'");
            assertThat(site.call("c.py:recurses").failure()).contains("RecursionError");
        }
    }

    @Test
    void leavingEndsTheCall() throws Exception {
        assertThat(site().call("a/x.py:leave").failure()).contains("scripts/a/x.py", "SystemExit: 3");
        assertThat(site().call("a/x.py:interrupt_key").failure()).endsWith("KeyboardInterrupt");
        assertThat(site().call("a/x.py:leave_hard").failure()).contains("ended with exit code 4");
        assertThat(site().call("a/x.py:name", "alive").json()).isEqualTo("\"alive\"");
    }

    @Test
    void whatIsNotJsonIsSaid() throws Exception {
        assertThat(site().call("a/x.py:a_set").end())
                .isEqualTo(new BodyResult.Returned(null, "returned a set, which is not JSON-able"));
        assertThat(site().call("a/x.py:nan").end().toString())
                .contains("returned a list, which is not JSON-able", "not JSON compliant");
    }

    @Test
    void helpersPackagesAndNamesOfTheStandardLibrary() throws Exception {
        assertThat(site().call("pkg/task.py:packaged").json()).isEqualTo("\"helped\"");
        assertThat(site().call("email/x.py:mail").json()).isEqualTo("\"sibling\"");
        assertThat(site().call("json.py:jj").json()).isEqualTo("\"[1]\"");
    }

    @Test
    void whatAPythonBodyLeavesRunningIsCancelled() throws Exception {
        Asked leaves = site().call("many.py:leaves");
        assertThat(leaves.end()).isInstanceOf(BodyResult.Returned.class);
        assertThat(leaves.lines).containsExactly("! Cancelled what was not awaited before the end: sleep");
    }

    @Test
    void outputComesLineByLine(@TempDir Path folder) throws Exception {
        Site.write(folder, "p.py", """
                import asyncio, ctypes, os, subprocess, sys

                def prints(task_key, file, **kwargs):
                    print("first")
                    while not os.path.exists(file):
                        pass
                    print("世界", file=sys.stderr)
                    sys.stdout.buffer.write("hé".encode()[:2])
                    sys.stdout.buffer.write("hé\\n".encode()[2:])
                    sys.stdout.flush()
                    ctypes.CDLL(None).puts(b"from C")
                    ctypes.CDLL(None).fflush(None)
                    subprocess.run(["sh", "-c", "echo from a process; echo and its errors >&2"])
                    print("x" * 40_000)
                    print("open", end="")

                async def awaits(task_key, **kwargs):
                    print("a")
                    await asyncio.sleep(0.001)
                    print("b", end="")

                def breaks(task_key, **kwargs):
                    ctypes.CDLL(None).puts(b"held back by C")
                    sys.stdout.close()
                    os.close(2)
                    sys.stderr = None
                """);
        try (Site site = Site.of(folder)) {
            Path gate = folder.resolve("gate");
            Asked prints = site.call("p.py:prints", gate.toString()).awaitLine();
            assertThat(prints.lines).containsExactly("first");
            Files.createFile(gate);
            assertThat(prints.end()).isEqualTo(new BodyResult.Returned(null, null));
            assertThat(prints.lines.stream().filter(line -> line.startsWith("!")))
                    .containsExactly("! 世界", "! and its errors");
            assertThat(prints.lines.stream().filter(line -> !line.startsWith("!") && !line.startsWith("x")))
                    .containsExactly("first", "hé", "from C", "from a process", "open");
            assertThat(prints.lines).anyMatch(line -> line.contains("more bytes of this line were cut"));
            Asked awaits = site.call("p.py:awaits");
            awaits.end();
            assertThat(awaits.lines).containsExactly("a", "b");
            Asked breaks = site.call("p.py:breaks");
            assertThat(breaks.end()).isEqualTo(new BodyResult.Returned(null, null));
            assertThat(breaks.lines).containsExactly("held back by C");
            Asked again = site.call("p.py:awaits");
            again.end();
            assertThat(again.lines)
                    .as("what the one before closed is open again")
                    .containsExactly("a", "b");
        }
    }

    @Test
    void aLargeResultIsKeptUpToItsLimit(@TempDir Path folder) throws Exception {
        Site.write(folder, "big.py", """
                def text(task_key, count, **kwargs):
                    return "é" * int(count)

                def alone(task_key, **kwargs):
                    return "\\ud800"
                """);
        try (Site site = Site.of(folder)) {
            assertThat(site.call("big.py:text", "900000").json()).hasSize(900_002);
            assertThat(site.call("big.py:text", "1000001").end())
                    .isEqualTo(new BodyResult.Returned(
                            null, "returned a str of 1000001 characters, which is too long to keep"));
            assertThat(site.call("big.py:alone").json()).isEqualTo("\"?\"");
        }
    }
}
