package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running task is stopped, a waiting one never starts, and one that will not stop is given up. */
@Timeout(60)
final class PluginStopTest {
    /** What the plugins here wait on and signal with, by name: plugins share system properties with the host. */
    private static final CountDownLatch NONE = new CountDownLatch(0);

    @TempDir
    Path root;

    private Host host;
    private CountDownLatch begun = NONE;
    private CountDownLatch leave = NONE;

    @BeforeEach
    void open() throws IOException {
        host = new Host(root);
        begun = new CountDownLatch(1);
        leave = new CountDownLatch(1);
        System.getProperties().put("stop-test.begun", begun);
        System.getProperties().put("stop-test.leave", leave);
    }

    @AfterEach
    void close() {
        leave.countDown();
        host.close();
        System.getProperties().remove("stop-test.begun");
        System.getProperties().remove("stop-test.leave");
    }

    private Host.Call started(String body) throws InterruptedException {
        String latches =
                "var begun = (java.util.concurrent.CountDownLatch) System.getProperties().get(\"stop-test.begun\");"
                        + "var leave = (java.util.concurrent.CountDownLatch) System.getProperties().get(\"stop-test.leave\");\n";
        PluginFile.plugin("p", "1.0").run("a.T", latches + body).into(host.plugins, "p.jar");
        Host.Call call = host.start("T");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return call;
    }

    @Test
    void aWaitingTaskIsInterrupted() throws InterruptedException {
        Host.Call call = started("begun.countDown();\nleave.await();\nreturn 1;");
        assertThat(call.stopped())
                .startsWith("T.java:7, in a.T.run\njava.lang.InterruptedException\n")
                .endsWith("at a.T.run(T.java:7)");
        assertThat(host.source().abandoned()).isZero();
    }

    @Test
    void aComputingTaskThatAsksEnds() throws InterruptedException {
        Host.Call call =
                started("begun.countDown();\nwhile (!context.cancelled()) { Thread.onSpinWait(); }\nreturn 1;");
        assertThat(call.stopped())
                .matches("(?s)T.java:[678], in a.T.run\nstopped here:\n.*at a.T.run\\(T.java:[678]\\)");
    }

    @Test
    void anExceptionAfterTheStopIsTold() throws InterruptedException {
        Host.Call call = started("begun.countDown();\nwhile (!context.cancelled()) { Thread.onSpinWait(); }\n"
                + "throw new IllegalStateException(\"in the middle\");");
        assertThat(call.stopped())
                .contains("stopped here:")
                .doesNotContain("dev.taskhost", "org.pf4j")
                .contains("and then ended with:\nT.java:8, in a.T.run\njava.lang.IllegalStateException: in the middle");
    }

    @Test
    void aTaskThatIgnoresItsInterruptIsAbandonedAndCountedUntilItEnds() throws Exception {
        Host.Call call =
                started("begun.countDown();\nwhile (leave.getCount() > 0) { Thread.onSpinWait(); }\nreturn 1;");
        assertThat(call.stopped())
                .startsWith("T.java:7, in a.T.run\nit stands here:\n")
                .contains("ignored the interrupt for 200 ms; abandoned");
        assertThat(host.source().abandoned()).isEqualTo(1);
        Thread stray = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("plugin-T-42"))
                .findFirst()
                .orElseThrow();
        leave.countDown();
        stray.join(10_000);
        assertThat(host.source().abandoned()).isZero();
    }

    @Test
    void anAbandonedTaskLeavesItsWorkerToOthers() throws InterruptedException {
        host.workers(1);
        Host.Call stuck = started("begun.countDown();\nif (context.args().isEmpty()) {\n"
                + "while (leave.getCount() > 0) { Thread.onSpinWait(); } }\nreturn 1;");
        Host.Call next = host.start("T", "quick");
        assertThat(host.source().waiting()).isEqualTo(1);
        stuck.stopped();
        assertThat(next.await()).isEqualTo(new BodyResult.Returned("1", null));
    }

    @Test
    void aWaitingCallNeverStarts() throws InterruptedException {
        host.workers(1);
        Host.Call first = started("begun.countDown();\nif (!context.args().isEmpty()) {\n"
                + "throw new Error(\"started\"); }\nleave.await();\nreturn 1;");
        Host.Call second = host.start("T", "second");
        assertThat(second.stopped()).contains("stopped before it began");
        leave.countDown();
        assertThat(first.await()).isEqualTo(new BodyResult.Returned("1", null));
    }

    @Test
    void stoppingTwiceOrAfterTheEndDoesNothing() throws InterruptedException {
        Host.Call call = started("begun.countDown();\nleave.await();\nreturn 1;");
        call.running().stop();
        call.stopped();
        call.running().stop();
        assertThat(host.start("T").running()).isNotNull();
    }

    @Test
    void closingStopsEverythingAndTellsEveryListener() throws InterruptedException {
        host.workers(1).abandonAfter(Duration.ofSeconds(5));
        Host.Call running = started("begun.countDown();\nleave.await();\nreturn 1;");
        Host.Call waiting = host.start("T");
        host.close();
        assertThat(running.result().getNow(new BodyResult.Returned("late", null)))
                .isInstanceOf(BodyResult.Stopped.class);
        assertThat(waiting.result().getNow(new BodyResult.Returned("late", null)))
                .isInstanceOf(BodyResult.Stopped.class);
        assertThat(host.run("T")).isEqualTo(new BodyResult.NotCallable("the host is ending"));
    }
}
