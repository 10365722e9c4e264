package dev.taskhost.script.cpython;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.child.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How calls and processes end before their time. */
@Timeout(120)
class CpythonStopTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void python() {
        Site.assumePython();
    }

    private Site site() throws IOException {
        Site.write(folder, "e.py", """
                import asyncio, ctypes, os, re, signal, subprocess, sys, time

                def sleeps(task_key, **kwargs):
                    print("in")
                    time.sleep(3600)

                def spins(task_key, **kwargs):
                    print("in")
                    while True:
                        try:
                            while True:
                                pass
                        except BaseException:
                            pass

                def in_c(task_key, **kwargs):
                    print("in")
                    re.match(r"((a+)+)\\\\1b$", "a" * 60)

                async def awaits(task_key, **kwargs):
                    try:
                        print("in")
                        await inner()
                    finally:
                        print("cleaned up")

                async def inner():
                    await asyncio.sleep(3600)

                async def deaf(task_key, **kwargs):
                    print("in")
                    while True:
                        try:
                            await asyncio.sleep(3600)
                        except asyncio.CancelledError:
                            pass

                def tree(task_key, marker, **kwargs):
                    sh = f"sleep 3600 & echo $! >> {marker}; (sleep 3601 & echo $! >> {marker}); wait"
                    subprocess.Popen(["sh", "-c", sh])
                    subprocess.Popen(["sh", "-c", sh], start_new_session=True)
                    subprocess.Popen(["sh", "-c", f"setsid sleep 3602 & echo $! >> {marker}"]).wait()
                    while len(open(marker).read().split()) < 5:
                        time.sleep(0.005)
                    print("in")
                    time.sleep(3600)

                def holds(task_key, marker, **kwargs):
                    with open(marker, "w") as file:
                        print(subprocess.Popen(["sleep", "3600"]).pid, file=file)
                    re.match(r"((a+)+)\\1b$", "a" * 24)
                    time.sleep(3600)

                def leaves(task_key, marker, **kwargs):
                    child = subprocess.Popen(["sleep", "3600"])
                    print("in")
                    return child.pid

                def aborts(task_key, **kwargs):
                    print("last words")
                    os.abort()

                def crashes(task_key, **kwargs):
                    ctypes.string_at(0)

                def exits(task_key, **kwargs):
                    subprocess.Popen(["sleep", "3600"])
                    os._exit(7)

                def is_killed(task_key, **kwargs):
                    os.kill(os.getpid(), signal.SIGKILL)

                def cuts(task_key, **kwargs):
                    os.closerange(3, 1000)

                def forks(task_key, **kwargs):
                    if os.fork() == 0:
                        return "the child came back"
                    os.wait()
                    return "parent"

                def rings(task_key, **kwargs):
                    signal.signal(signal.SIGALRM, lambda number, frame: 1 / 0)
                    signal.setitimer(signal.ITIMER_REAL, 0.01)

                def large(task_key, **kwargs):
                    return len(bytearray(2 << 30))

                def quick(task_key, *args, **kwargs):
                    return "on"
                """);
        return Site.of(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleeps", "spins", "in_c", "awaits", "deaf"})
    void aRunningBodyIsStoppedWhereItStands(String function) throws Exception {
        try (Site site = site()) {
            Asked asked = site.call("e.py:" + function).awaitLine();
            assertThat(asked.stopped())
                    .startsWith(
                            "Traceback (most recent call last):\n  File \"" + folder.getFileName() + "/e.py\", line ")
                    .contains(", in " + function + "\n")
                    .endsWith("Stopped: the host interrupted it.");
        }
    }

    @Test
    void aCoroutineThatWaitsCleansUp() throws Exception {
        try (Site site = site()) {
            Asked asked = site.call("e.py:awaits").awaitLine();
            assertThat(asked.stopped()).contains(", in awaits\n    await inner()", ", in inner\n", "Stopped: ");
            assertThat(asked.lines).containsExactly("in", "cleaned up");
            assertThat(site.call("e.py:quick").json()).isEqualTo("\"on\"");
        }
    }

    @Test
    void allItsProcessesEndWithIt() throws Exception {
        try (Site site = site()) {
            Path marker = folder.resolve("pids");
            Asked asked = site.call("e.py:tree", marker.toString()).awaitLine();
            List<ProcessHandle> processes = new ArrayList<>();
            for (String pid : Files.readString(marker).strip().split("\n", -1)) {
                processes.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
            }
            assertThat(processes).hasSize(5).allMatch(ProcessHandle::isAlive);
            asked.stopped();
            for (ProcessHandle process : processes) {
                assertThat(process.onExit().get(30, SECONDS).isAlive()).isFalse();
            }
        }
    }

    @Test
    void whatABodyLeavesInItsSessionEndsWithTheProcess() throws Exception {
        ProcessHandle left;
        try (Site site = site()) {
            Asked asked = site.call("e.py:leaves", "");
            left = ProcessHandle.of(Long.parseLong(asked.json())).orElseThrow();
            assertThat(site.call("e.py:quick").json()).isEqualTo("\"on\"");
            assertThat(left.isAlive()).isTrue();
        }
        assertThat(left.onExit().get(30, SECONDS).isAlive()).isFalse();
    }

    @Test
    void aProcessThatDiesSaysHow() throws Exception {
        try (Site site = site()) {
            Asked aborts = site.call("e.py:aborts");
            assertThat(aborts.failure())
                    .contains("File \"" + folder.getFileName() + "/e.py\"", ", in aborts", "signal 6 (SIGABRT");
            assertThat(aborts.lines).containsExactly("last words");
            assertThat(site.call("e.py:crashes").failure()).contains(", in crashes", "signal 11 (SIGSEGV");
            assertThat(site.call("e.py:exits").failure()).contains("exit code 7");
            assertThat(site.call("e.py:is_killed").failure()).contains("signal 9 (SIGKILL)", "memory");
            Asked cuts = site.call("e.py:cuts");
            assertThat(cuts.failure()).contains("could not be told to the host");
            assertThat(site.call("e.py:quick").json()).isEqualTo("\"on\"");
        }
    }

    @Test
    void whatABodyLeavesBehindDoesNotReachTheNext() throws Exception {
        try (Site site = site()) {
            assertThat(site.call("e.py:forks").json()).isEqualTo("\"parent\"");
            assertThat(site.call("e.py:rings").end()).isEqualTo(new BodyResult.Returned(null, null));
            assertThat(site.call("e.py:quick").json()).isEqualTo("\"on\"");
        }
    }

    @Test
    void memoryHasALimit() throws Exception {
        site().close();
        try (Site site = new Site(folder, new CpythonSettings("python3", 1, 500))) {
            assertThat(site.call("e.py:large").failure()).contains(", in large").endsWith("MemoryError");
            assertThat(site.call("e.py:quick").json()).isEqualTo("\"on\"");
        }
    }

    @Test
    void aPythonThatIsMissingOrNoneOrTooOldIsSaid() throws Exception {
        site().close();
        try (Site site = new Site(folder, new CpythonSettings("python9", 1, 0))) {
            assertThat(site.check("e.py:quick")).contains("`python9` cannot be run", "No such file", "scripts.cpython");
            assertThat(site.call("e.py:quick").end()).isInstanceOf(BodyResult.NotCallable.class);
        }
        try (Site site = new Site(folder, new CpythonSettings("false", 1, 0))) {
            assertThat(site.check("e.py:quick")).contains("`false` ended with exit code 1 before it was ready");
        }
        Path old = folder.resolve("old-python");
        Files.writeString(old, """
                #!/bin/sh
                exec python3 -c '
                import sys
                sys.version_info = (3, 6, 9, "final", 0)
                code = sys.argv[4]
                sys.argv = ["-c"] + sys.argv[5:]
                exec(code)' "$@"
                """);
        assertThat(old.toFile().setExecutable(true)).isTrue();
        try (Site site = new Site(folder, new CpythonSettings(old.toString(), 1, 0))) {
            assertThat(site.check("e.py:quick")).contains("is Python 3.6.9, which is too old", "3.8 or newer");
        }
    }

    /** A host that is killed closes its end of the connection; more does not happen then. */
    @Test
    void aProcessEndsWithItsHostAndAllThatRunsInIt() throws Exception {
        try (Site site = site()) {
            Path place = Files.createTempDirectory("taskhost-test");
            Link link = Link.at(place.resolve("link"));
            Process process = site.launch().process(place).inheritIO().start();
            link.accept();
            link.write(site.launch().setup(place, "\0mark"));
            assertThat(link.read()).containsEntry("kind", "ready");
            Path marker = folder.resolve("pids");
            link.write(Map.of(
                    "kind",
                    "call",
                    "id",
                    1L,
                    "body",
                    "b",
                    "path",
                    "e.py",
                    "function",
                    "holds",
                    "task_key",
                    "k",
                    "args",
                    List.of(marker.toString()),
                    "kwargs",
                    Map.of(),
                    "execution_id",
                    1L,
                    "trace_id",
                    "t"));
            while (!Files.exists(marker) || Files.readString(marker).isBlank()) {
                Thread.onSpinWait();
            }
            ProcessHandle inside = ProcessHandle.of(
                            Long.parseLong(Files.readString(marker).strip()))
                    .orElseThrow();
            link.close();
            assertThat(process.waitFor(60, SECONDS)).isTrue();
            assertThat(inside.onExit().get(30, SECONDS).isAlive()).isFalse();
            assertThat(Files.exists(place)).as("its folder").isFalse();
        }
    }
}
