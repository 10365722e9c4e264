package dev.taskhost.script.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.service.Services;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.child.ChildPool;
import dev.taskhost.script.child.Request;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.worker.LogTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which process does what, and when. */
@Timeout(120)
class CpythonPoolTest {
    @TempDir
    Path folder;

    @TempDir
    Path data;

    private Path gate;

    @BeforeAll
    static void python() {
        Site.assumePython();
    }

    @BeforeEach
    void scripts() throws IOException {
        gate = folder.resolve("gate");
        Site.write(folder, "lib/late.py", "VALUE = 'old'\n");
        Site.write(folder, "s.py", """
                import os, time

                calls = []

                def pid(task_key, *args, **kwargs):
                    calls.append(1)
                    return [os.getpid(), len(calls)]

                def waits(task_key, file, **kwargs):
                    print("in")
                    while not os.path.exists(file):
                        time.sleep(0.005)
                    from lib import late
                    return [late.VALUE, os.path.relpath(late.__file__, os.path.dirname(__file__))]
                """);
    }

    @Test
    void aProcessIsUsedAgainAndKeepsItsModules() throws Exception {
        try (Site site = Site.of(folder)) {
            String first = site.call("s.py:pid").json();
            String second = site.call("s.py:pid").json();
            assertThat(first).endsWith(", 1]");
            assertThat(second).isEqualTo(first.replace(", 1]", ", 2]"));
            assertThat(site.cpython().processes()).isEqualTo(1);
        }
    }

    @Test
    void whatRunsFinishesOnItsGenerationAndTheNextCallHasTheNewOne() throws Exception {
        try (Site site = Site.of(folder)) {
            Asked old = site.call("s.py:waits", gate.toString()).awaitLine();
            String pid = site.call("s.py:pid").json();
            Site.write(
                    folder,
                    "s.py",
                    Files.readString(folder.resolve("s.py")) + "\ndef added(task_key, **kwargs):\n    return 'new'\n");
            site.renew();
            assertThat(site.call("s.py:added").json()).isEqualTo("\"new\"");
            assertThat(site.call("s.py:pid").json()).endsWith(", 1]").isNotEqualTo(pid);
            Files.createFile(gate);
            assertThat(old.json()).isEqualTo("[\"old\", \"lib/late.py\"]");
            assertThat(old.running.generation()).startsWith("scripts 1 ");
        }
    }

    @Test
    void aFreeProcessEndsAtOnceWhenTheScriptsHaveChanged() throws Exception {
        try (Site site = Site.of(folder)) {
            String pid = site.call("s.py:pid").json();
            ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.substring(1, pid.indexOf(','))))
                    .orElseThrow();
            Site.write(folder, "lib/late.py", "VALUE = 'new'\n");
            site.renew();
            process.onExit().join();
            assertThat(site.cpython().queued()).isZero();
        }
    }

    @Test
    void aChangeOfJavaScriptLeavesAProcessAsItIs() throws Exception {
        try (Site site = Site.of(folder)) {
            String first = site.call("s.py:pid").json();
            Site.write(folder, "page.js", "exports.page = () => 1;\n");
            site.renew();
            Asked second = site.call("s.py:pid");
            assertThat(second.json()).isEqualTo(first.replace(", 1]", ", 2]"));
            assertThat(second.running.generation()).startsWith("scripts 2 ");
        }
    }

    @Test
    void aFreeProcessThatWasKilledFailsNobody() throws Exception {
        try (Site site = new Site(folder, new CpythonSettings("python3", 1, 0))) {
            String pid = site.call("s.py:pid").json();
            ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.substring(1, pid.indexOf(','))))
                    .orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            assertThat(site.call("s.py:pid").json()).endsWith(", 1]").isNotEqualTo(pid);
        }
    }

    @Test
    void callsWaitInTheirOrder() throws Exception {
        try (Site site = new Site(folder, new CpythonSettings("python3", 1, 0))) {
            Asked first = site.call("s.py:waits", gate.toString()).awaitLine();
            Queue<String> order = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<BodyResult>> ends = new ArrayList<>();
            for (int priority : new int[] {0, -5, 7, 0}) {
                String name = priority + " " + ends.size();
                Asked asked = new Asked(site.cpython(), site.target("s.py:pid"), priority, Map.of());
                ends.add(asked.result.whenComplete((result, failure) -> order.add(name)));
            }
            Asked never = site.call("s.py:pid");
            assertThat(site.cpython().queued()).isEqualTo(5);
            assertThat(never.stopped()).isEqualTo("It was waiting for a worker and never started.");
            Files.createFile(gate);
            first.end();
            ends.forEach(CompletableFuture::join);
            assertThat(order).containsExactly("7 2", "0 0", "0 3", "-5 1");
        }
    }

    @Test
    void aProcessThatIsNotNeededEnds() throws Exception {
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                Site site = Site.of(folder);
                ChildPool pool =
                        new ChildPool("script-idle", 2, Duration.ofMillis(50), program -> true, Services.NONE, clock)) {
            CompletableFuture<BodyResult> done = new CompletableFuture<>();
            Map<String, Object> body = Map.of("path", "s.py", "function", "pid");
            Request request = new Request(LogTag.of("s.py"), site::launch, body, "", null, Duration.ofSeconds(30));
            var _ = pool.submit(request, done::complete);
            assertThat(done.join()).isEqualTo(new BodyResult.Returned(null, null));
            while (pool.size() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theTextOfTheGenerationIsReadNotTheFile() throws Exception {
        Site.write(folder, "pkg/__init__.py", "");
        Site.write(folder, "pkg/near.py", "WORD = 'kept'\n");
        Site.write(folder, "pkg/t.py", """
                import os, sys, time

                def waits(task_key, file, **kwargs):
                    print("in")
                    while not os.path.exists(file):
                        time.sleep(0.005)
                    from . import near
                    return [near.WORD, os.path.isabs(near.__file__), sys.path[0] == os.path.dirname(os.path.dirname(__file__))]

                def fails(task_key, **kwargs):
                    raise ValueError("here")
                """);
        var copies = new Copies(data);
        var catalog = CatalogScan.scan(folder.toRealPath(), CatalogScan.empty(), copies)
                .catalog();
        var generation = Generation.of(1, catalog, copies);
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                Site site = Site.of(folder);
                Cpython cpython = new Cpython(
                        "script-copies",
                        CpythonSettings.byDefault(),
                        Library.NONE,
                        folder.toRealPath(),
                        generation,
                        Duration.ofSeconds(30),
                        Services.NONE,
                        clock)) {
            Asked waits = new Asked(cpython, site.target("pkg/t.py:waits"), 0, Map.of(), gate.toString()).awaitLine();
            Files.delete(folder.resolve("pkg/near.py"));
            Files.delete(folder.resolve("pkg/__init__.py"));
            Site.write(folder, "pkg/t.py", "broken(\n");
            Files.createFile(gate);
            assertThat(waits.json()).isEqualTo("[\"kept\", true, true]");
            assertThat(new Asked(cpython, site.target("pkg/t.py:fails"), 0, Map.of()).failure())
                    .contains("raise ValueError(\"here\")\n");
            assertThat(Files.exists(folder.resolve("pkg/__pycache__"))).isFalse();
        }
    }
}
