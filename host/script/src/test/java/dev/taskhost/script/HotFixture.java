package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.RunningBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A scripts folder with a history, and what is asked of the scripts in charge. */
abstract class HotFixture {
    static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

    @TempDir
    Path temp;

    Path folder;
    Path data;

    @Nullable
    ScriptSource opened;

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(temp.resolve("scripts"));
        data = temp.resolve("data");
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    void open() throws IOException {
        open(2);
    }

    /** With so many workers for each language. */
    void open(int workers) throws IOException {
        opened = new ScriptSource(ScriptSettings.of(folder, workers).withHistory(data, 3, TIME), Running.CLOCK);
    }

    ScriptSource source() {
        return Objects.requireNonNull(opened);
    }

    void write(String path, String... lines) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    RunningBody start(String name, CompletableFuture<BodyResult> end) {
        List<Candidate> found = source().find(name);
        assertThat(found).as(name).isNotEmpty();
        return found.getFirst().body().start(Running.callOf("key"), end::complete);
    }

    String call(String name) throws Exception {
        CompletableFuture<BodyResult> end = new CompletableFuture<>();
        start(name, end);
        BodyResult result = end.get(120, SECONDS);
        return result instanceof BodyResult.Returned(String json, String note) && json != null
                ? json
                : result.toString();
    }
}
