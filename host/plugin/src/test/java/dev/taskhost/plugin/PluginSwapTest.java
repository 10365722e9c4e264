package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files are exchanged while tasks run: whole, without leftovers, and never for something broken. */
@Timeout(120)
final class PluginSwapTest {
    @TempDir
    Path root;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(root);
    }

    @AfterEach
    void close() {
        host.close();
        System.getProperties().remove("swap-test.loader");
    }

    private static PluginFile version(String version) {
        return PluginFile.plugin("p", version)
                .run(
                        "a.T",
                        "System.getProperties().put(\"swap-test.loader\","
                                + " new java.lang.ref.WeakReference<>(T.class.getClassLoader()));\nreturn \"" + version
                                + "\";");
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> loader() {
        return (WeakReference<ClassLoader>)
                Objects.requireNonNull(System.getProperties().get("swap-test.loader"));
    }

    /** Scans until it is so; unloading is on threads of its own. */
    private void scanUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so after 20 s").isLessThan(deadline);
            host.source().rescan();
            Thread.onSpinWait();
        }
    }

    private boolean gone(WeakReference<ClassLoader> loader) {
        System.gc();
        host.source().rescan(); // lets go of what is unloaded
        return loader.get() == null;
    }

    private long copies() {
        try (Stream<Path> all = Files.walk(host.work)) {
            return all.filter(path -> path.endsWith("plugin.jar")).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingChangedIsNothingDone() {
        version("1").into(host.plugins, "p.jar");
        assertThat(host.json("T")).isEqualTo("\"1\"");
        assertThat(host.source().rescan()).isFalse();
        assertThat(host.source().generation()).isEqualTo(1);
    }

    @Test
    void aFileIsAddedChangedRenamedAndRemoved() throws IOException {
        assertThat(host.source().find("T")).isEmpty();

        Path file = version("1").into(host.plugins, "p.jar");
        assertThat(host.source().rescan()).isTrue();
        assertThat(host.source().generation()).isEqualTo(2);
        Body kept = host.body("T");
        assertThat(host.json("T")).isEqualTo("\"1\"");

        version("2").into(host.plugins, "p.jar");
        assertThat(host.source().rescan()).isTrue();
        assertThat(host.json("T")).isEqualTo("\"2\"");

        Files.move(file, host.plugins.resolve("renamed.jar"));
        host.source().rescan();
        assertThat(host.json("T")).isEqualTo("\"2\"");
        assertThat(kept.check(Isolation.SHARED)).isCompletedWithValue("");

        Files.delete(host.plugins.resolve("renamed.jar"));
        assertThat(host.source().rescan()).isTrue();
        assertThat(host.source().find("T")).isEmpty();
        assertThat(kept.check(Isolation.SHARED))
                .isCompletedWithValueMatching(why -> why.contains("no longer has the task class a.T"));
        scanUntil(() -> copies() == 0);
    }

    @Test
    void aFileThatWasOnlyTouchedIsNotExchanged() throws IOException {
        Path file = version("1").into(host.plugins, "p.jar");
        host.json("T");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(host.source().rescan()).isFalse();
        assertThat(host.source().generation()).isEqualTo(1);
    }

    @Test
    void theUsersFileMayBeOverwrittenInPlaceWhileItsTaskLoadsClasses() throws IOException {
        Path file = PluginFile.plugin("p", "1")
                .source("a.Late", "package a; class Late { static String word() { return \"late\"; } }")
                .run("a.T", "return Late.word();")
                .into(host.plugins, "p.jar");
        Body body = host.body("T");
        Files.write(file, new byte[0]);
        host.source().rescan();
        assertThat(body.check(Isolation.SHARED)).isCompletedWithValue("");
        assertThat(host.json("T")).isEqualTo("\"late\"");
    }

    @Test
    void aRunningExecutionFinishesOnTheOldVersionWhichIsThenFreed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        System.getProperties().put("swap-test.begun", begun);
        System.getProperties().put("swap-test.leave", leave);
        PluginFile.plugin("p", "1")
                .source("a.Late", "package a; class Late { static String word() { return \"old\"; } }")
                .run("a.T", """
                        System.getProperties().put("swap-test.loader",
                                new java.lang.ref.WeakReference<>(T.class.getClassLoader()));
                        ((java.util.concurrent.CountDownLatch) System.getProperties().get("swap-test.begun")).countDown();
                        ((java.util.concurrent.CountDownLatch) System.getProperties().get("swap-test.leave")).await();
                        return Late.word();""")
                .into(host.plugins, "p.jar");
        Host.Call old = host.start("T");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        WeakReference<ClassLoader> loader = loader();

        PluginFile.plugin("p", "2").run("a.T", "return \"new\";").into(host.plugins, "p.jar");
        assertThat(host.source().rescan()).isTrue();
        assertThat(host.json("T")).isEqualTo("\"new\"");
        assertThat(gone(loader)).isFalse();

        leave.countDown();
        assertThat(old.await()).isEqualTo(new BodyResult.Returned("\"old\"", null));
        scanUntil(() -> gone(loader));
        scanUntil(() -> copies() == 1);
        System.getProperties().remove("swap-test.begun");
        System.getProperties().remove("swap-test.leave");
    }

    @Test
    void aBrokenVersionLeavesTheGoodOneInChargeAndIsNamedUntilItIsMended() {
        version("1").into(host.plugins, "p.jar");
        assertThat(host.json("T")).isEqualTo("\"1\"");

        version("2").listed("a.Gone").into(host.plugins, "p.jar");
        assertThat(host.source().rescan()).isFalse();
        assertThat(host.json("T")).isEqualTo("\"1\"");
        assertThat(host.source().problems())
                .singleElement()
                .asString()
                .contains("a.Gone cannot be used")
                .containsPattern("\\(p@1 of \\S+p\\.jar, loaded before, stays in charge\\)");

        PluginFile.plugin("other", "1").run("b.Other", "return 1;").into(host.plugins, "other.jar");
        assertThat(host.source().rescan()).isTrue();
        assertThat(host.json("T")).isEqualTo("\"1\"");
        assertThat(host.source().problems()).hasSize(1);

        version("3").into(host.plugins, "p.jar");
        assertThat(host.source().rescan()).isTrue();
        assertThat(host.json("T")).isEqualTo("\"3\"");
        assertThat(host.source().problems()).isEmpty();
        scanUntil(() -> copies() == 2);
    }

    @Test
    void aFileThatIsStillBeingCopiedIsNotCalledBrokenUntilItStandsStill() throws IOException {
        byte[] whole = version("1").jar();
        host.source();
        Path file = host.plugins.resolve("p.jar");
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            host.source().rescan();
            assertThat(host.source().problems()).isEmpty();
        }
        host.source().rescan();
        assertThat(host.source().problems()).singleElement().asString().contains("is not complete");
        Files.write(file, whole);
        host.source().rescan();
        assertThat(host.source().problems()).isEmpty();
        assertThat(host.json("T")).isEqualTo("\"1\"");
    }

    @Test
    void aChangedPluginIsExchangedTogetherWithThoseThatNeedIt() {
        Path base = base("1");
        PluginFile.plugin("needs", "1")
                .manifest("Plugin-Dependencies", "base")
                .against(base)
                .run("a.T", "return base.Base.version();")
                .into(host.plugins, "needs.jar");
        PluginFile.plugin("apart", "1")
                .source("b.Count", "package b; class Count { static int n; }")
                .run("b.Apart", "return ++Count.n;")
                .into(host.plugins, "apart.jar");
        assertThat(host.json("T")).isEqualTo("\"1\"");
        assertThat(host.json("Apart")).isEqualTo("1");
        base("2");
        host.source().rescan();
        assertThat(host.json("T")).isEqualTo("\"2\"");
        assertThat(host.json("Apart"))
                .as("an unchanged plugin is not loaded again")
                .isEqualTo("2");
    }

    private Path base(String version) {
        return PluginFile.plugin("base", version)
                .source(
                        "base.Base",
                        "package base; public class Base { public static String version() { return \"" + version
                                + "\"; } }")
                .into(host.plugins, "base.jar");
    }

    @Test
    void twentyExchangesLeaveNoClassLoaderAndNoCopy() {
        version("0").into(host.plugins, "p.jar");
        host.json("T");
        for (int n = 1; n <= 20; n++) {
            WeakReference<ClassLoader> before = loader();
            version(String.valueOf(n)).into(host.plugins, "p.jar");
            assertThat(host.source().rescan()).isTrue();
            assertThat(host.json("T")).isEqualTo("\"" + n + "\"");
            scanUntil(() -> gone(before));
        }
        scanUntil(() -> copies() == 1);
        assertThat(host.source().generation()).isEqualTo(21);
    }

    @Test
    void theFolderGoingAwayForAMomentTakesNothingWithIt() throws IOException {
        version("1").into(host.plugins, "p.jar");
        host.json("T");
        Path aside = Files.move(host.plugins, root.resolve("aside"));
        assertThat(host.source().rescan()).isFalse();
        assertThat(host.source().problems()).singleElement().asString().contains("the plugin folder is gone");
        assertThat(host.json("T")).isEqualTo("\"1\"");
        Files.move(aside, host.plugins);
        host.source().rescan();
        assertThat(host.source().problems()).isEmpty();
    }

    @Test
    void closingLeavesNoCopyAndACrashedProcessLeavesNoneForLong() throws IOException {
        version("1").into(host.plugins, "p.jar");
        host.json("T");
        Path dead = Files.createDirectories(host.work.resolve("run-dead/1-p.jar"));
        Files.writeString(dead.resolve("plugin.jar"), "");
        Files.writeString(host.work.resolve("run-dead.lock"), "");
        try (PluginSource beside = PluginSource.open(host.settings())) {
            assertThat(beside.problems()).isEmpty();
            assertThat(dead).doesNotExist();
            assertThat(copies()).as("two live sources over one work folder").isEqualTo(2);
        }
        assertThat(host.json("T")).isEqualTo("\"1\"");
        host.close();
        assertThat(copies()).isZero();
    }
}
