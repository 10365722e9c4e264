package dev.taskhost.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Files rotate like Python's RotatingFileHandler, and failures stay away from who logs. */
class RotatingFileTest {
    @TempDir
    Path folder;

    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private RotatingFile open(String name, long maxBytes, int backupCount) throws IOException {
        return new RotatingFile(folder.resolve(name), maxBytes, backupCount, complaints::add);
    }

    private static void write(RotatingFile file, String... lines) {
        for (String line : lines) {
            file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** The same calls were made on CPython 3's RotatingFileHandler(maxBytes=10, backupCount=2): same files. */
    @Test
    void lineThatWouldReachTheSizeGoesToANewFile() throws IOException {
        try (RotatingFile file = open("a.log", 10, 2)) {
            write(file, "1234", "567", "8", "a longer line than fits", "b", "c", "d");
        }

        assertThat(names()).containsExactly("a.log", "a.log.1", "a.log.2");
        assertThat(content("a.log")).isEqualTo("b\nc\nd\n");
        assertThat(content("a.log.1")).isEqualTo("a longer line than fits\n");
        assertThat(content("a.log.2")).isEqualTo("8\n");
        assertThat(complaints).isEmpty();
    }

    @Test
    void anyNumberOfBackupsIsKept() throws IOException {
        try (RotatingFile file = open("a.log", 1, 25)) {
            for (int i = 1; i <= 40; i++) {
                write(file, "line " + i);
            }
        }

        assertThat(names()).hasSize(26);
        assertThat(content("a.log")).isEqualTo("line 40\n");
        for (int i = 1; i <= 25; i++) {
            assertThat(content("a.log." + i)).isEqualTo("line " + (40 - i) + "\n");
        }
    }

    @Test
    void zeroOfEitherMeansOneFile() throws IOException {
        try (RotatingFile noBackups = open("a.log", 5, 0);
                RotatingFile noLimit = open("b.log", 0, 5)) {
            write(noBackups, "123456", "123456");
            write(noLimit, "123456", "123456");
        }

        assertThat(names()).containsExactly("a.log", "b.log");
        assertThat(content("a.log")).isEqualTo("123456\n123456\n");
    }

    @Test
    void anOldFileIsGoneOnWithAndCounts() throws IOException {
        try (RotatingFile file = open("deep/er/a.log", 12, 1)) {
            write(file, "before");
        }
        try (RotatingFile file = open("deep/er/a.log", 12, 1)) {
            write(file, "1", "next");
        }

        assertThat(content("deep/er/a.log.1")).isEqualTo("before\n1\n");
        assertThat(content("deep/er/a.log")).isEqualTo("next\n");
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        int threads = 8;
        int lines = 500;
        CountDownLatch go = new CountDownLatch(1);
        try (RotatingFile file = open("a.log", 2_000, 10_000);
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < threads; t++) {
                String name = "thread " + t + " line ";
                pool.execute(() -> {
                    try {
                        assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    for (int i = 0; i < lines; i++) {
                        write(file, name + i);
                    }
                });
            }
            go.countDown();
        }

        List<String> all = new ArrayList<>();
        for (String name : names()) {
            assertThat(Files.size(folder.resolve(name))).isLessThan(2_000);
            all.addAll(Files.readAllLines(folder.resolve(name)));
        }
        assertThat(all).hasSize(threads * lines).doesNotHaveDuplicates().allMatch(l -> l.matches("thread . line \\d+"));
    }

    /** Bodies are stopped by interrupting their thread; a channel would be closed by that. */
    @Test
    void anInterruptedThreadMayLog() throws Exception {
        try (RotatingFile file = open("a.log", 100, 1)) {
            Thread thread = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                write(file, "interrupted");
            });
            assertThat(thread.join(java.time.Duration.ofSeconds(10))).isTrue();
            write(file, "after");
        }

        assertThat(content("a.log")).isEqualTo("interrupted\nafter\n");
        assertThat(complaints).isEmpty();
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    /** {@code /dev/full} answers every write as a full disk does. */
    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsToldOnceAndSoIsItsEnd() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a.log"), Path.of("/dev/full"));
        try (RotatingFile file = open("a.log", 1_000_000, 1)) {
            write(file, "one", "two", "three");
            assertThat(complaints)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("a.log cannot be written (No space left on device)", "tasks go on");

            Files.delete(link);
            Files.writeString(link, "a line cut in ha");
            write(file, "four", "five");
        }

        assertThat(content("a.log")).isEqualTo("a line cut in ha\nfour\nfive\n");
        assertThat(complaints).hasSize(2).last().asString().endsWith("a.log is written again; 3 lines were lost");
    }

    @Test
    void aFileThatCannotBeRenamedGrowsOn() throws IOException {
        Path backup = Files.createDirectory(folder.resolve("a.log.1"));
        Files.createFile(backup.resolve("in-the-way"));
        try (RotatingFile file = open("a.log", 10, 1)) {
            write(file, "12345678", "2", "3", "4", "5");
            assertThat(content("a.log")).isEqualTo("12345678\n2\n3\n4\n5\n");
            assertThat(complaints).hasSize(1).first().asString().contains("could not be renamed");

            Files.delete(backup.resolve("in-the-way"));
            Files.delete(backup);
            write(file, "6", "7");
        }

        assertThat(content("a.log.1")).startsWith("12345678\n2\n3\n4\n5\n");
        assertThat(content("a.log")).endsWith("7\n");
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("a.log"));

        assertThatThrownBy(() -> open("a.log", 10, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void linesAfterTheEndAreDropped() throws IOException {
        RotatingFile file = open("a.log", 10, 1);
        file.close();
        write(file, "late");
        file.close();

        assertThat(content("a.log")).isEmpty();
        assertThat(complaints).isEmpty();
    }
}
