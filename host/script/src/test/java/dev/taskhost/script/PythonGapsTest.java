package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GraalPy does otherwise than CPython, or not at all, is mended or told, and costs nobody else anything. */
class PythonGapsTest {
    private static CompletableFuture<BodyResult> start(String executeFunc, Path signal) {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        BodyCall call = new BodyCall(
                "key", List.of(signal.toString()), Map.of(), 7, Running.TRACE, BodyOutput.NONE, 0, Isolation.SHARED);
        var _ = Running.body(executeFunc).start(call, result::complete);
        return result;
    }

    @Test
    void whatIsKnownIsAnswered() throws Exception {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(Running.json("answers")).isEqualTo("[" + parent + ", true, true]");
    }

    @Test
    void timeIsFinerThanMilliseconds() throws Exception {
        assertThat(Running.json("time_parts")).isEqualTo("[true, true, \"time\"]");
    }

    @Test
    void noSleepIsShorterThanAsked() throws Exception {
        assertThat(Running.json("short_sleeps")).isEqualTo("[]");
    }

    @Test
    void whatIsLackingIsAnOrdinaryError() throws Exception {
        assertThat(Running.json("told")).isEqualTo("[true, true, true, true, true, true, true, true, true]");
    }

    @Test
    void whatNobodyThoughtOfFailsTheOneThatAskedForIt(@TempDir Path folder) throws Exception {
        Path signal = folder.resolve("failed");
        List<CompletableFuture<BodyResult>> neighbours = Stream.generate(() -> start("neighbour", signal))
                .limit(3) // of two workers, so one of them has the same as the one that fails
                .toList();
        assertThat(start("fails", signal).get(60, SECONDS))
                .isInstanceOfSatisfying(
                        BodyResult.Failed.class,
                        failed -> assertThat(failed.error())
                                .contains("in fails")
                                .contains("SystemError: UnsupportedPosixFeatureException: "));
        for (CompletableFuture<BodyResult> neighbour : neighbours) {
            assertThat(neighbour.get(60, SECONDS)).isEqualTo(new BodyResult.Returned("\"undisturbed\"", null));
        }
    }
}
