package dev.taskhost.script.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.NodeLocks;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.environment.Environment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LooksTest {
    private final Looks looks = new Looks();

    /** With the path as its text; {@code a.py=2} has another one. */
    private static Catalog scripts(String... all) {
        Map<String, Script> byPath = new LinkedHashMap<>();
        for (String one : all) {
            String path = one.replaceFirst("=.*", "");
            Path file = Path.of("/scripts", path);
            Script.Stamp stamp = new Script.Stamp(1, 1);
            byPath.put(path, new Script(file, path, Language.PYTHON, Map.of(), false, false, one, stamp));
        }
        return new Catalog(byPath, List.of(), Environment.NONE, NodeLocks.NONE);
    }

    /** Either way round: what has come in one has gone in the other. */
    private void assertDiffer(boolean differ, Catalog one, Catalog other) {
        assertThat(looks.differ(one, other)).isEqualTo(differ);
        assertThat(looks.differ(other, one)).isEqualTo(differ);
    }

    @Test
    void whatNobodyHasLookedAtMakesNoDifference() {
        looks.read("a.py");
        looks.met("a.py");
        assertDiffer(false, scripts("a.py"), scripts("a.py"));
        assertDiffer(false, scripts("a.py", "b.py"), scripts("a.py", "b.py=2"));
        assertDiffer(false, scripts("a.py"), scripts("a.py", "b.py", "sub/c.py"));
        assertDiffer(true, scripts("a.py"), scripts("a.py=2"));
        assertDiffer(true, scripts("a.py"), scripts("b.py"));
    }

    @Test
    void aFolderMakesADifferenceWhereItComesOrGoes() {
        looks.met("sub");
        assertDiffer(true, scripts("a.py"), scripts("a.py", "sub/b.py"));
        assertDiffer(true, scripts("a.py"), scripts("a.py", "sub/deep/b.py"));
        assertDiffer(false, scripts("sub/a.py"), scripts("sub/a.py", "sub/b.py"));
        assertDiffer(false, scripts("sub/a.py"), scripts("sub/a.py", "sub/deep/b.py"));
    }

    @Test
    void aListOfAFolderKnowsAllBelow() {
        looks.listed("sub");
        assertDiffer(false, scripts("sub/a.py"), scripts("sub/a.py", "b.py"));
        assertDiffer(true, scripts("sub/a.py"), scripts("sub/a.py", "sub/b.py"));
        assertDiffer(true, scripts("sub/a.py"), scripts("sub/a.py", "sub/deep/b.py"));
        looks.listed("");
        assertDiffer(true, scripts("sub/a.py"), scripts("sub/a.py", "b.py"));
    }

    @Test
    void aPackageComesBeforeAModule() {
        looks.read("x.py");
        looks.met("x.py");
        assertDiffer(true, scripts("x.py"), scripts("x.py", "x/__init__.py"));
        assertDiffer(false, scripts("x.py"), scripts("x.py", "x/y.py"));
    }

    @Test
    void whoLooksForMoreThanCanBeKeptGoesOnWithNothingMore() {
        for (int i = 0; i <= 10_000; i++) {
            looks.met("data/" + i);
        }
        assertDiffer(true, scripts("a.py"), scripts("a.py", "b.py"));
        assertDiffer(false, scripts("a.py"), scripts("a.py=2"));
    }
}
