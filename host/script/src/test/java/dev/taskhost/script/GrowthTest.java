package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that take long do not keep others waiting, as long as there may be more workers. */
class GrowthTest {
    /** More than are started at once (see Staffing). */
    private static final int LONG = 2 * Math.max(2, Runtime.getRuntime().availableProcessors()) + 2;

    @TempDir
    Path folder;

    @Test
    void aWorkerIsStartedForOneThatIsStuck() throws Exception {
        Files.writeString(folder.resolve("one.js"), """
                exports.long = () => { while (true); };
                exports.short = () => "short";
                """);
        List<RunningBody> running = new ArrayList<>();
        List<CompletableFuture<BodyResult>> ends = new ArrayList<>();
        try (ScriptSource source = new ScriptSource(ScriptSettings.of(folder, LONG + 1), Running.CLOCK)) {
            for (int i = 0; i < LONG; i++) {
                ends.add(new CompletableFuture<>());
                running.add(start(source, "long", ends.getLast()));
            }
            CompletableFuture<BodyResult> last = new CompletableFuture<>();
            start(source, "short", last);
            assertThat(last.get(120, SECONDS)).isEqualTo(new BodyResult.Returned("\"short\"", null));
            assertThat(source.interpreters()).isEqualTo(LONG + 1);

            running.forEach(RunningBody::stop);
            for (CompletableFuture<BodyResult> end : ends) {
                assertThat(end.get(120, SECONDS)).isInstanceOf(BodyResult.Stopped.class);
            }
        }
    }

    private static RunningBody start(ScriptSource source, String name, CompletableFuture<BodyResult> end) {
        return source.find(name).getFirst().body().start(Running.callOf(name), end::complete);
    }
}
