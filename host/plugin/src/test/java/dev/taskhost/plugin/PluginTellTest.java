package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task tells through its context: how far it is, and notices to people. */
final class PluginTellTest {
    private final AskedHost asked = new AskedHost();

    @TempDir
    Path root;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(root);
        host.services(asked);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aTaskSaysHowFarItIsAndHasPeopleTold() throws Exception {
        String body = """
                context.progress(0.5, "half");
                context.progress(1);
                context.progress("looking");
                var told = new java.util.ArrayList<Object>(context.notice("plain"));
                told.addAll(context.notice(dev.taskhost.api.Notice.of("x").titled("T").to("ops", "mail").urgently()));
                return told;""";
        PluginFile.plugin("p", "1.0").run("a.T", body).into(host.plugins, "p.jar");
        BodyCall call = new BodyCall("key", List.of(), Map.of(), 7, "f".repeat(32), BodyOutput.NONE);
        assertThat(host.start("T", call).await()).isEqualTo(new BodyResult.Returned("[\"ops\",\"ops\"]", null));
        String who = "key (execution 7) " + "f".repeat(32);
        assertThat(asked.asked.subList(0, 3))
                .containsExactly(
                        who + " progress [0.5, half]", who + " progress [1.0, ]", who + " progress [, looking]");
        assertThat(asked.asked.get(3)).startsWith(who + " notice [{").contains("\"text\":\"plain\"", "\"to\":[]");
        assertThat(asked.asked.get(4)).contains("\"title\":\"T\"", "\"to\":[\"ops\",\"mail\"]", "\"urgent\":true");
    }

    @Test
    void whatIsNoProgressAndNoNoticeIsRefusedInTheTask() {
        String body = """
                var caught = new java.util.ArrayList<Object>();
                java.util.List<Runnable> wrong = java.util.List.of(
                        () -> context.progress(2.0),
                        () -> context.progress(Double.NaN, "x"),
                        () -> context.notice(" "),
                        () -> context.notice(dev.taskhost.api.Notice.of("x").to("nobody")),
                        () -> context.notice("away"));
                for (Runnable each : wrong) {
                    try {
                        each.run();
                        caught.add("taken");
                    } catch (RuntimeException e) {
                        caught.add(e.getClass().getSimpleName() + ": " + e.getMessage());
                    }
                }
                return caught;""";
        PluginFile.plugin("p", "1.0").run("a.T", body).into(host.plugins, "p.jar");
        assertThat(host.run("T").toString())
                .contains(
                        "\"IllegalArgumentException: the fraction is 2.0; give a number from 0.0 to 1.0",
                        "\"IllegalArgumentException: the fraction is NaN",
                        "\"IllegalArgumentException: a notice has no text",
                        "\"IllegalArgumentException: nobody is not known; there are ops\"",
                        "\"IllegalStateException: the database is away\"")
                .doesNotContain("taken");
    }
}
