package dev.taskhost.testkit.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A leak of each kind is planted and found. Class loaders, interpreters and connections: in the modules that have them. */
class LeakCheckTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private static List<String> left(Watch.Since since) throws InterruptedException {
        return since.left(SHORT, line -> true);
    }

    @Test
    void aThreadThatKeepsTheJvmAliveIsFoundUntilItEnds() throws InterruptedException {
        Watch.Since since = new Threads().begin();
        CountDownLatch leave = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().name("planted").start(() -> awaitQuietly(leave));
        assertThat(left(since)).singleElement().asString().startsWith("thread planted lives");
        assertThat(since.left(SHORT, line -> !line.equals("thread planted"))).isEmpty();
        leave.countDown();
        thread.join();
        assertThat(left(since)).isEmpty();
    }

    @Test
    void aDaemonIsFoundWhenItIsOurs() throws InterruptedException {
        Watch.Since since = new Threads().begin();
        CountDownLatch leave = new CountDownLatch(1);
        Thread ours = Thread.ofPlatform().daemon().name("script-python-1").start(() -> awaitQuietly(leave));
        Thread others = Thread.ofPlatform().daemon().name("of-a-library").start(() -> awaitQuietly(leave));
        assertThat(left(since)).singleElement().asString().startsWith("thread script-python-1 lives");
        leave.countDown();
        ours.join();
        others.join();
    }

    @Test
    void itIsPatientWithWhatIsAboutToEnd() throws InterruptedException {
        Watch.Since since = new Threads().begin();
        CountDownLatch leave = new CountDownLatch(1);
        Thread ending = Thread.ofPlatform().name("ending").start(() -> awaitQuietly(leave));
        Thread.ofVirtual().start(leave::countDown);
        assertThat(since.left(Duration.ofSeconds(30), line -> true)).isEmpty();
        assertThat(ending.isAlive()).isFalse();
    }

    @Test
    void aProcessIsFoundUntilItEnds() throws IOException, InterruptedException {
        Watch.Since since = new Processes().begin();
        Process process = new ProcessBuilder("sleep", "60").start();
        assertThat(left(since)).singleElement().asString().startsWith("process sleep lives");
        process.destroyForcibly().waitFor();
        assertThat(left(since)).isEmpty();
    }

    @Test
    void anObjectIsFoundWhileSomethingHoldsIt() throws InterruptedException {
        Watch.Since since = Instances.of(Planted.class.getName()).orElseThrow().begin();
        KEPT.add(new Planted());
        assertThat(left(since)).containsExactly("instance of " + Planted.class.getName() + " kept in memory: 1");
        KEPT.clear();
        assertThat(left(since)).isEmpty();
        assertThat(Instances.of("there.is.no.such.Thing")).isEmpty();
    }

    private static final Queue<Planted> KEPT = new ConcurrentLinkedQueue<>();

    private static final class Planted {}

    @Test
    void aCountThatHasGrownIsFound() throws InterruptedException {
        AtomicInteger open = new AtomicInteger(1);
        Watch.Since since = new Counts(new Counted() {
                    @Override
                    public String name() {
                        return "open doors";
                    }

                    @Override
                    public int count() {
                        return open.get();
                    }
                })
                .begin();
        open.set(3);
        assertThat(left(since)).containsExactly("open doors: 2 more than before");
        open.set(1);
        assertThat(left(since)).isEmpty();
    }

    @Test
    void aClassThatLeavesAThreadFailsAndSoDoesTheRun() {
        List<Throwable> failures = failures(LeavesAThread.class);
        LeavesAThread.LEAVE.countDown();
        assertThat(failures).hasSize(2);
        assertThat(failures.getFirst())
                .hasMessageContaining("LeavesAThread left something behind:\n  thread script-planted lives");
        assertThat(failures.getLast())
                .hasStackTraceContaining("The whole run left something behind:\n  thread script-planted lives");
        assertThat(failures(LeavesNothing.class)).isEmpty();
    }

    @Test
    void whatLastsIsClosedAfterTheLastClass() {
        assertThat(failures(SharesAThread.class)).isEmpty();
        assertThat(SharesAThread.LEAVE.getCount()).as("closed").isZero();
    }

    @Test
    void whatLastsAndDoesNotEndIsHeldAgainstTheRunOnly() {
        List<Throwable> failures = failures(KeepsAThread.class);
        KeepsAThread.LEAVE.countDown();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("The whole run left something behind:\n  thread script-kept lives"));
    }

    private static List<Throwable> failures(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .configurationParameter(LeakCheck.PATIENCE_MILLIS, "200")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(1);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getException())
                .toList();
    }

    @ExtendWith(LeakCheck.class)
    static class LeavesAThread {
        static final CountDownLatch LEAVE = new CountDownLatch(1);

        @Test
        void leaves() {
            Thread.ofPlatform().daemon().name("script-planted").start(() -> awaitQuietly(LEAVE));
        }
    }

    @ExtendWith(LeakCheck.class)
    static class LeavesNothing {
        @Test
        void leaves() throws InterruptedException {
            Thread.ofPlatform().start(() -> {}).join();
        }
    }

    @ExtendWith(LeakCheck.class)
    static class SharesAThread {
        static final CountDownLatch LEAVE = new CountDownLatch(1);

        @Test
        void shares() {
            Thread.ofPlatform().daemon().name("script-shared").start(() -> awaitQuietly(LEAVE));
            Lasting.keep(LEAVE::countDown, "thread script-shared");
        }
    }

    @ExtendWith(LeakCheck.class)
    static class KeepsAThread {
        static final CountDownLatch LEAVE = new CountDownLatch(1);

        @Test
        void keeps() {
            Thread.ofPlatform().daemon().name("script-kept").start(() -> awaitQuietly(LEAVE));
            Lasting.keep(() -> {}, "thread script-kept");
        }
    }

    private static void awaitQuietly(CountDownLatch leave) {
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
