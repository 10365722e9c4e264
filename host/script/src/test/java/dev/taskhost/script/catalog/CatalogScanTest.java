package dev.taskhost.script.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogScanTest {
    @TempDir
    Path temp;

    /** An editor, a checkout or an installer at work: what goes while it is looked at is gone, and the rest is there. */
    @Test
    void filesThatComeAndGoDoNotEndAScan() throws Exception {
        Path root = temp.toRealPath();
        Files.writeString(root.resolve("stays.py"), "def stays(task_key, **kwargs): pass\n");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<?> changing = CompletableFuture.runAsync(() -> change(root, over));
        try {
            Catalog before = CatalogScan.empty();
            for (int i = 0; i < 1_000; i++) {
                Catalog now = CatalogScan.scan(root, before, null).catalog();
                assertThat(now.byPath()).containsKey("stays.py");
                assertThat(now.problems()).isEmpty();
                before = now;
            }
        } finally {
            over.set(true);
        }
        changing.join();
    }

    private static void change(Path root, AtomicBoolean over) {
        List<Path> files = List.of(
                root.resolve("comes.py"),
                root.resolve("package-lock.json"),
                root.resolve("sub/comes.js"),
                root.resolve("sub/node_modules/.package-lock.json"));
        try {
            while (!over.get()) {
                for (Path file : files) {
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, "");
                }
                for (Path file : files.reversed()) {
                    Files.delete(file);
                }
                Files.delete(root.resolve("sub/node_modules"));
                Files.delete(root.resolve("sub"));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
