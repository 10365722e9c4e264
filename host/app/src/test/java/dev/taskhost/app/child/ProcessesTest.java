package dev.taskhost.app.child;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.taskhost.app.child.Yard.Asked;
import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Bodies in a JVM beside this one: the contract is the host's, and what they do to their process stays there. */
@Timeout(180)
class ProcessesTest {
    @TempDir
    Path root;

    @BeforeEach
    void jar() throws IOException {
        TaskJar.write(Yard.plugins(root).resolve("child.jar"), ChildTask.class);
    }

    private void script(String path, String text) throws IOException {
        Path file = Yard.scripts(root).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aPluginTaskIsCalledAsInTheHost() throws Exception {
        try (Yard yard = Yard.open(root)) {
            Body body = yard.body("ChildTask");
            assertThat(body.offers(Isolation.PROCESS)).isTrue();
            assertThat(body.offers(Isolation.FRESH)).isFalse();
            assertThat(body.check(Isolation.PROCESS).get(60, SECONDS)).isEmpty();
            Asked echo = new Asked(body, Map.of("n", 7L, "list", java.util.List.of("ä", 1.5)), "echo", "b");
            assertThat(echo.json())
                    .contains("\"key\":\"key\"", "\"args\":[\"echo\",\"b\"]", "\"n\":7", "[\"ä\",1.5]")
                    .contains("\"id\":42", "\"trace\":\"" + Yard.TRACE + "\"");
            assertThat(echo.lines).containsExactlyInAnyOrder("你好", "! an error", "printed");
            assertThat(echo.running.generation()).startsWith("ChildTask 1 ").hasSize("ChildTask 1 ".length() + 8);
            assertThat(yard.call("ChildTask", "facts").json())
                    .isEqualTo("[{\"scheduler\":{\"timezone\":\"Asia/Shanghai\"}},\"Asia/Shanghai\"]");
            assertThat(yard.call("ChildTask", "fail").failure())
                    .startsWith("ChildTask.java:")
                    .contains("IllegalStateException: meant to")
                    .doesNotContain("dev.taskhost.app.child.ChildMain");
            String pid = yard.call("ChildTask").json();
            assertThat(pid).isNotEqualTo(Long.toString(ProcessHandle.current().pid()));
            assertThat(yard.call("ChildTask", "closes").json())
                    .as("a warm process")
                    .isEqualTo(pid);
            assertThat(yard.call("ChildTask", "echo").awaitLine().json()).contains("\"key\"");
            assertThat(yard.processes().processes()).isEqualTo(1);
        }
    }

    @Test
    void scriptsRunOnTheGenerationInCharge() throws Exception {
        script("lib/words.js", "export const word = 'good';\n");
        script("a.js", """
                import { word } from './lib/words.js';
                export function a(taskKey, ...args) {
                    console.log(`${word} ${args.length}`);
                    if (args[0] === 'x') throw new Error('meant to');
                    return { taskKey, args };
                }
                export async function waits() { await new Promise(done => setTimeout(done, 20)); return 'waited'; }
                """);
        script("p.py", """
                import sys

                def p(task_key, *args, **kwargs):
                    print("out")
                    print("err", file=sys.stderr)
                    return [task_key, args, kwargs["sub_task_id"], kwargs["n"], 2**80]
                """);
        try (Yard yard = Yard.open(root)) {
            Asked js = yard.call("a.js:a", "1");
            assertThat(js.json())
                    .startsWith("{\"taskKey\":\"key\",\"args\":[\"1\",{")
                    .contains(Yard.TRACE);
            assertThat(js.lines).containsExactly("good 2");
            assertThat(js.running.generation())
                    .isEqualTo(yard.scripts().inCharge().label());
            script("lib/words.js", "broken(\n"); // what is in charge stays
            yard.scripts().rescan();
            assertThat(yard.call("a.js:a", "x").failure()).contains("Error: meant to", "scripts/a.js");
            assertThat(yard.call("a.js:waits").json()).isEqualTo("\"waited\"");
            Asked python = new Asked(yard.body("p"), Map.of("n", 1L), "v");
            assertThat(python.json()).isEqualTo("[\"key\", [\"v\"], 42, 1, 1208925819614629174706176]");
            assertThat(python.lines).containsExactlyInAnyOrder("out", "! err");
            script("lib/words.js", "export const word = 'new';\n");
            assertThat(yard.scripts().rescan()).isTrue();
            Asked next = yard.call("a.js:a");
            next.json();
            assertThat(next.lines).containsExactly("new 1");
            assertThat(yard.body("p").check(Isolation.PROCESS).get(60, SECONDS)).isEmpty();
        }
    }

    @Test
    void whatLoggersOfScriptsSayIsTheHosts() throws Exception {
        script("logs.py", """
                from libs.logger import LoggerPool

                async def logs(task_key, *args, **kwargs):
                    LoggerPool.orders.warning({"from": "the process"})
                    return LoggerPool.__class__.__module__
                """);
        ListAppender<ILoggingEvent> events = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getFormattedMessage().contains("the process")) {
                    event.prepareForDeferredProcessing();
                    super.append(event);
                }
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        events.start();
        root.addAppender(events);
        try (Yard yard = Yard.open(this.root)) {
            Asked logs = yard.call("logs");
            assertThat(logs.json()).isEqualTo("\"libs.logger\"");
            assertThat(logs.lines).as("what it printed").isEmpty();
        } finally {
            root.detachAppender(events);
        }
        assertThat(events.list)
                .filteredOn(event -> event.getFormattedMessage().equals("{\"from\": \"the process\"}"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.WARN);
                    assertThat(event.getMDCPropertyMap())
                            .containsEntry("trace_id", Yard.TRACE)
                            .containsEntry("task_key", "key")
                            .containsEntry("execution_id", "42");
                });
    }

    @Test
    void oneThatDiesSaysHowAndTheNextCallGetsAnother() throws Exception {
        script("hog.js", "export function hog() { const a = []; for (;;) a.push(new Array(100000).fill(1.5)); }\n");
        try (Yard yard = Yard.open(root)) {
            String first = yard.call("ChildTask").json();
            assertThat(yard.call("ChildTask", "hoard").failure())
                    .contains("has run out of memory (OutOfMemoryError", "process_memory_mb", "which is 256");
            assertThat(yard.call("ChildTask").json()).isNotEqualTo(first);
            assertThat(yard.call("ChildTask", "exit").failure()).contains("ended with exit code 7");
            assertThat(yard.call("ChildTask", "signal", "KILL").failure()).contains("signal 9 (SIGKILL)");
            assertThat(yard.call("ChildTask", "signal", "SEGV").failure())
                    .contains("has crashed, the JVM itself: SIGSEGV");
            assertThat(yard.call("hog").failure()).contains("has run out of memory");
            assertThat(yard.call("ChildTask").end()).isInstanceOf(BodyResult.Returned.class);
        }
    }

    @Test
    void aStopSaysWhereItStoodAndTakesAllProcessesWithIt() throws Exception {
        script("loop.js", "export function loop() { console.log('in'); for (;;) {} }\n");
        try (Yard yard = Yard.open(root)) {
            Asked sleeps = yard.call("ChildTask", "sleep").awaitLine();
            assertThat(stopped(sleeps)).contains("ChildTask.java:", "ChildTask.run");
            Asked spins = yard.call("ChildTask", "spin").awaitLine();
            assertThat(stopped(spins)).contains("ChildTask.run");
            Asked tree = yard.call("ChildTask", "tree").awaitLine();
            String[] pids = String.valueOf(tree.lines.peek()).split(" ", -1);
            ProcessHandle one = ProcessHandle.of(Long.parseLong(pids[0])).orElseThrow();
            ProcessHandle other = ProcessHandle.of(Long.parseLong(pids[1])).orElseThrow();
            stopped(tree);
            assertThat(one.onExit().get(10, SECONDS).isAlive()).isFalse();
            assertThat(other.onExit().get(10, SECONDS).isAlive()).isFalse();
            assertThat(stopped(yard.call("loop").awaitLine())).contains("loop", "Stopped: the host interrupted it.");
            Asked queued = yard.call("ChildTask", "sleep").awaitLine();
            assertThat(yard.call("loop").stopped()).contains("never started");
            queued.stopped();
        }
    }

    /** A second, and as much again for a test machine that is busy. */
    private static String stopped(Asked asked) throws Exception {
        long begin = System.nanoTime();
        String error = asked.stopped();
        assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
        return error;
    }

    @Test
    void aReplacedPluginServesNewCallsWhileTheOldOnesEnd() throws Exception {
        try (Yard yard = Yard.open(root, 2)) {
            Asked old = yard.call("ChildTask", "sleep").awaitLine();
            Path next = root.resolve("next");
            TaskJar.write(next, ChildTask.class, "2");
            Files.move(next, Yard.plugins(root).resolve("child.jar"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(yard.plugins().rescan()).isTrue();
            Asked now = yard.call("ChildTask");
            now.json();
            assertThat(now.running.generation()).startsWith("ChildTask 2 ");
            assertThat(old.result).isNotDone();
            assertThat(old.running.generation()).startsWith("ChildTask 1 ");
            old.stopped();
            Body gone = yard.body("ChildTask");
            Files.delete(Yard.plugins(root).resolve("child.jar"));
            yard.plugins().rescan();
            assertThat(gone.check(Isolation.PROCESS).get(60, SECONDS)).contains("'ChildTask' is no longer there");
        }
    }

    @Test
    void aBusyProcessGivesWayToWhatHasWaitedForLong() throws Exception {
        script(
                "nap.js",
                "export async function nap() { await new Promise(done => setTimeout(done, 1300)); return 1; }\n");
        try (Yard yard = Yard.open(root)) {
            yard.call("nap").json(); // the process is warm
            Asked first = yard.call("nap");
            Asked second = yard.call("nap");
            Asked other = yard.call("ChildTask");
            Asked third = yard.call("nap");
            other.json();
            assertThat(first.result).isDone();
            assertThat(second.result).isDone();
            assertThat(third.result).isNotDone();
            assertThat(third.json()).isEqualTo("1");
        }
    }

    @Test
    void whatBelongsToTheJvmIsNotHandedOn() {
        assertThat(Jvm.handedOn(java.util.List.of(
                        "-Xmx1g",
                        "-XX:+UseG1GC",
                        "-agentlib:jdwp=transport=dt_socket",
                        "--module-path=/lib",
                        "--upgrade-module-path=/c",
                        "-Dcom.sun.management.jmxremote.port=9",
                        "-Dfile.encoding=UTF-8",
                        "-XX:+EnableJVMCI")))
                .containsExactly(
                        "--module-path=/lib", "--upgrade-module-path=/c", "-Dfile.encoding=UTF-8", "-XX:+EnableJVMCI");
    }
}
