package dev.taskhost.script.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @TempDir
    Path folder;

    @Test
    void oneIsThereWhenItIsWholeAndNotBefore() throws Exception {
        Environments all = new Environments(folder.resolve("python"));
        Path begun = all.begin();
        Files.writeString(begun.resolve("a.py"), "first");
        assertThat(all.sitePackages(ONE)).isEmpty();
        Path place = all.finish(begun, ONE);
        assertThat(all.sitePackages(ONE)).contains(place);
        assertThat(place.resolve("a.py")).hasContent("first");
        all.drop(begun);

        Path other = all.begin();
        Files.writeString(other.resolve("a.py"), "second");
        assertThat(all.finish(other, ONE)).as("whoever was first").isEqualTo(place);
        assertThat(place.resolve("a.py")).hasContent("first");
        all.drop(other);
        try (var left = Files.list(all.folder())) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void othersAreRemovedAndWhatIsNotOursIsLeft() throws Exception {
        Environments all = new Environments(folder);
        all.finish(all.begin(), ONE);
        all.finish(all.begin(), TWO);
        all.begin();
        Files.writeString(folder.resolve("note.txt"), "");
        assertThat(all.keepOnly(Set.of(TWO, ""))).isEqualTo(2);
        assertThat(all.sitePackages(ONE)).isEmpty();
        assertThat(all.sitePackages(TWO)).isPresent();
        assertThat(folder.resolve("note.txt")).exists();
    }
}
