package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.BodySource.Rank;
import dev.taskhost.core.body.Isolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which names a task is found, and how a file tells its id. */
final class PluginLookupTest {
    private static final String CLEAN = """
            package acme;
            import dev.taskhost.api.*;
            @TaskName("clean_orders")
            public class Clean implements Task {
                public Object run(TaskContext context) { return "cleaned"; }
            }
            """;

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
    }

    private List<Rank> ranks(String name) {
        return host.source().find(name).stream().map(Candidate::rank).toList();
    }

    @Test
    void everyNameOfATaskFindsIt() {
        PluginFile.plugin("shop", "1.0").task("acme.Clean", CLEAN).into(host.plugins, "shop.jar");

        assertThat(ranks("clean_orders")).containsExactly(Rank.PLUGIN);
        assertThat(ranks("Clean")).containsExactly(Rank.PLUGIN);
        assertThat(ranks("acme.Clean")).containsExactly(Rank.EXPLICIT);
        assertThat(ranks("shop:clean_orders")).containsExactly(Rank.EXPLICIT);
        assertThat(ranks("shop:Clean")).containsExactly(Rank.EXPLICIT);
        assertThat(ranks("shop:acme.Clean")).containsExactly(Rank.EXPLICIT);
        assertThat(ranks("clean")).isEmpty();
        assertThat(ranks("other:Clean")).isEmpty();
        assertThat(ranks("../shop:Clean")).isEmpty();
        assertThat(ranks("")).isEmpty();
        assertThat(host.body("Clean").name()).isEqualTo("shop:clean_orders");
        assertThat(host.body("Clean").check(Isolation.SHARED)).isCompletedWithValue("");
        assertThat(host.json("clean_orders")).isEqualTo("\"cleaned\"");
        assertThat(host.source().knownNames())
                .containsExactly(
                        "Clean", "acme.Clean", "clean_orders", "shop:Clean", "shop:acme.Clean", "shop:clean_orders");
    }

    @Test
    void twoPluginsMayHaveATaskOfOneNameAndBothAreCandidates() {
        PluginFile.plugin("one", "1.0").run("a.Clean", "return 1;").into(host.plugins, "one.jar");
        PluginFile.plugin("two", "1.0").run("b.Clean", "return 2;").into(host.plugins, "two.jar");

        assertThat(host.source().find("Clean"))
                .extracting(candidate -> candidate.body().name())
                .containsExactly("one:Clean", "two:Clean");
        assertThat(host.json("two:Clean")).isEqualTo("2");
        assertThat(host.json("a.Clean")).isEqualTo("1");
    }

    @Test
    void twoTasksOfOneSimpleNameInAPluginAreNamedInFull() {
        PluginFile.plugin("one", "1.0")
                .run("a.Clean", "return 1;")
                .run("b.Clean", "return 2;")
                .into(host.plugins, "one.jar");

        assertThat(host.source().find("one:Clean"))
                .extracting(candidate -> candidate.body().name())
                .containsExactly("one:a.Clean", "one:b.Clean");
        assertThat(host.json("one:b.Clean")).isEqualTo("2");
    }

    @Test
    void aNestedClassAndOneWithoutPackageAreFound() {
        PluginFile.plugin("n", "1.0")
                .source("a.Outer", """
                        package a;
                        import dev.taskhost.api.*;
                        public class Outer {
                            static class Inner implements Task {
                                public Object run(TaskContext context) { return 3; }
                            }
                        }
                        """)
                .listed("a.Outer$Inner")
                .run("Bare", "return 4;")
                .into(host.plugins, "n.jar");

        assertThat(host.json("Inner")).isEqualTo("3");
        assertThat(host.json("a.Outer.Inner")).isEqualTo("3");
        assertThat(host.json("a.Outer$Inner")).isEqualTo("3");
        assertThat(ranks("Bare")).containsExactly(Rank.PLUGIN);
        assertThat(host.source().problems()).isEmpty();
    }

    @Test
    void aJarWithoutDescriptorIsNamedAfterItsFile() {
        PluginFile.bare().run("a.Clean", "return 5;").into(host.plugins, "night-shift-1.2.jar");

        assertThat(host.json("night-shift:Clean")).isEqualTo("5");
        assertThat(host.source().problems()).isEmpty();
    }

    @Test
    void aZipInPf4jsLayoutBringsItsLibraries() {
        byte[] library = PluginFile.bare()
                .source(
                        "lib.Twice",
                        "package lib; public class Twice { public static int of(int n) { return 2 * n; } }")
                .jar();
        Path compileOnly = PluginFile.put(root, "lib.jar", library);
        byte[] zip = PluginFile.bare()
                .against(compileOnly)
                .run("a.Double", "return lib.Twice.of(21);")
                .zipLayout(Map.of("twice.jar", library), "plugin.id=zipped\nplugin.version=1.0\n");
        PluginFile.put(host.plugins, "zipped.zip", zip);

        assertThat(host.json("zipped:Double")).isEqualTo("42");
        assertThat(host.source().problems()).isEmpty();
    }

    @Test
    void aJarWithPluginPropertiesTakesItsIdFromThere() {
        PluginFile.bare()
                .entry("plugin.properties", "plugin.id=props\nplugin.version=2\n".getBytes(StandardCharsets.UTF_8))
                .run("a.Clean", "return 6;")
                .into(host.plugins, "x.jar");

        assertThat(host.json("props:Clean")).isEqualTo("6");
    }

    @Test
    void aPf4jPluginClassIsStarted() {
        PluginFile.plugin("life", "1.0")
                .manifest("Plugin-Class", "a.Life")
                .source("a.Life", """
                        package a;
                        public class Life extends org.pf4j.Plugin {
                            static boolean started;
                            public void start() { started = true; }
                        }
                        """)
                .run("a.Ask", "return Life.started;")
                .into(host.plugins, "life.jar");

        assertThat(host.json("Ask")).isEqualTo("true");
    }

    @Test
    void noFolderMeansNoPluginsAndNoComplaint() throws IOException {
        try (PluginSource source =
                PluginSource.open(PluginSettings.of(root.resolve("nowhere"), root.resolve("data/plugins")))) {
            assertThat(source.knownNames()).isEmpty();
            assertThat(source.problems()).isEmpty();
            assertThat(source.generation()).isEqualTo(1);
        }
    }
}
