package dev.taskhost.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bad file is named with its reason, and the good one beside it is not touched. */
final class BadPluginTest {
    @TempDir
    Path root;

    private Host host;

    @BeforeEach
    void oneGoodPlugin() throws IOException {
        host = new Host(root);
        PluginFile.plugin("good", "1.0").run("good.Good", "return 1;").into(host.plugins, "good.jar");
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** The one problem there is; the good plugin works. */
    private String problem() {
        List<String> problems = host.source().problems();
        assertThat(problems).hasSize(1);
        assertThat(host.json("Good")).isEqualTo("1");
        return problems.getFirst();
    }

    private String bad(PluginFile file) {
        file.into(host.plugins, "bad.jar");
        return problem();
    }

    @Test
    void notAZip() {
        PluginFile.put(host.plugins, "bad.jar", "hello".getBytes(UTF_8));
        assertThat(problem()).contains("bad.jar: is not a jar or zip");
    }

    @Test
    void halfCopied() {
        byte[] whole = PluginFile.plugin("bad", "1.0").run("a.Bad", "return 1;").jar();
        PluginFile.put(host.plugins, "bad.jar", Arrays.copyOf(whole, whole.length / 2));
        assertThat(problem()).contains("bad.jar: is not complete").contains("copy it again");
    }

    @Test
    void empty() {
        PluginFile.put(host.plugins, "bad.jar", new byte[0]);
        assertThat(problem()).contains("bad.jar: is not complete (0 bytes");
    }

    @Test
    void noDescriptorAndNoTask() {
        assertThat(bad(PluginFile.bare().source("a.Lib", "package a; public class Lib {}")))
                .contains("bad.jar: has no task")
                .contains("META-INF/services/dev.taskhost.api.Task");
    }

    @Test
    void newerJava() {
        PluginFile file =
                PluginFile.plugin("bad", "1.0").run("a.Bad", "return 1;").classVersion(44 + 99);
        assertThat(bad(file)).contains("a.Bad cannot be used: it needs Java 99").contains("--release");
        assertThat(host.body("Bad").check(Isolation.SHARED))
                .isCompletedWithValueMatching(why -> why.contains("it needs Java 99"));
    }

    @Test
    void constructorThrows() {
        String members = "public Bad() { throw new IllegalStateException(\"no licence\"); }";
        assertThat(bad(PluginFile.plugin("bad", "1.0").with("a.Bad", members)))
                .contains("its constructor threw:\nBad.java:2, in a.Bad.<init>\n")
                .contains("IllegalStateException: no licence")
                .doesNotContain("dev.taskhost.plugin");
    }

    @Test
    void staticInitializerThrows() {
        String members = "static final int N = Integer.parseInt(\"x\");";
        assertThat(bad(PluginFile.plugin("bad", "1.0").with("a.Bad", members)))
                .contains("its static initializer threw:\nBad.java:2, in a.Bad.<clinit>")
                .contains("NumberFormatException");
    }

    @Test
    void constructorHangs() {
        String members = "public Bad() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }";
        host.loadWithin(Duration.ofSeconds(2));
        assertThat(bad(PluginFile.plugin("bad", "1.0").with("a.Bad", members)))
                .contains("did not finish loading within 2000 ms");
    }

    @Test
    void noConstructorWithoutParameters() {
        String members = "public Bad(int n) {}";
        assertThat(bad(PluginFile.plugin("bad", "1.0").with("a.Bad", members)))
                .contains("no constructor without parameters");
    }

    @Test
    void notATask() {
        assertThat(bad(PluginFile.plugin("bad", "1.0").task("a.Bad", "package a; public class Bad {}")))
                .contains("a.Bad cannot be used: it does not implement dev.taskhost.api.Task");
    }

    @Test
    void abstractTask() {
        String source = "package a; public abstract class Bad implements dev.taskhost.api.Task {}";
        assertThat(bad(PluginFile.plugin("bad", "1.0").task("a.Bad", source))).contains("it is abstract");
    }

    @Test
    void listedClassIsNotThere() {
        assertThat(bad(PluginFile.plugin("bad", "1.0").listed("a.Gone")))
                .contains("lists it, but it is not in the file");
        assertThat(host.body("a.Gone").check(Isolation.SHARED))
                .isCompletedWithValueMatching(why -> why.contains("not in the file"));
    }

    @Test
    void missingLibrary() {
        byte[] library = PluginFile.bare()
                .source("lib.Base", "package lib; public class Base {}")
                .jar();
        Path compileOnly = PluginFile.put(root, "lib.jar", library);
        String members = "lib.Base base = new lib.Base();";
        assertThat(bad(PluginFile.plugin("bad", "1.0").against(compileOnly).with("a.Bad", members)))
                .contains("it needs the class lib.Base, which neither the plugin nor the JDK has");
    }

    @Test
    void theOtherTasksOfAPluginWithOneBadTaskWork() {
        assertThat(bad(PluginFile.plugin("bad", "1.0").listed("a.Gone").run("a.Fine", "return 2;")))
                .contains("a.Gone");
        assertThat(host.json("Fine")).isEqualTo("2");
    }

    @Test
    void annotationThatNoRowCanWrite() {
        String source = """
                package a;
                import dev.taskhost.api.*;
                @TaskName("a b")
                public class Bad implements Task {
                    public Object run(TaskContext context) { return 1; }
                }
                """;
        assertThat(bad(PluginFile.plugin("bad", "1.0").task("a.Bad", source)))
                .contains("@TaskName(\"a b\") is no name");
    }

    @Test
    void idWithAColon() {
        assertThat(bad(PluginFile.plugin("b:d", "1.0").run("a.Bad", "return 1;")))
                .contains("Plugin-Id 'b:d'");
    }

    @Test
    void zipSlip() throws IOException {
        for (String name : List.of("../evil.txt", "lib/../../evil.txt", "/tmp/evil.txt", "..\\evil.txt", "C:\\evil")) {
            byte[] zip = PluginFile.bare()
                    .entry(name, new byte[] {1})
                    .run("a.Bad", "return 1;")
                    .zipLayout(Map.of(), "plugin.id=bad\n");
            PluginFile.put(host.plugins, "bad.zip", zip);
            host.source().rescan();
            assertThat(problem())
                    .contains("bad.zip: contains the entry '" + name)
                    .contains("refused");
        }
        try (var all = Files.walk(root)) {
            assertThat(all.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains("evil"));
        }
    }

    @Test
    void symbolicLinkOutOfTheFolder() throws IOException {
        Path outside = PluginFile.plugin("out", "1.0").run("a.Bad", "return 1;").into(root, "out.jar");
        Files.createSymbolicLink(host.plugins.resolve("bad.jar"), outside);
        assertThat(problem()).contains("bad.jar: is a symbolic link to something outside");
        assertThat(host.source().find("Bad")).isEmpty();
    }

    @Test
    void twoFilesOfOneId() {
        PluginFile.plugin("good", "0.9").run("good.Good", "return 0;").into(host.plugins, "a-good.jar");
        assertThat(problem())
                .contains("a-good.jar: not loaded, because ")
                .contains("good.jar has the same id 'good' and a newer version (1.0 over 0.9)");
    }

    @Test
    void pluginClassThatIsNone() {
        assertThat(bad(PluginFile.plugin("bad", "1.0")
                        .manifest("Plugin-Class", "a.No")
                        .run("a.Bad", "return 1;")))
                .contains("bad.jar: could not be started: its Plugin-Class a.No cannot be used")
                .contains("needs the class a.No");
    }

    @Test
    void requiresANewerHost() {
        host.version("0.1.0");
        assertThat(bad(PluginFile.plugin("bad", "1.0")
                        .manifest("Plugin-Requires", "2.0.0")
                        .run("a.Bad", "return 1;")))
                .contains("bad.jar: requires taskhost 2.0.0 (Plugin-Requires), and this is 0.1.0");
    }

    @Test
    void folderThatIsAFile() throws IOException {
        Path file = Files.writeString(root.resolve("plain"), "");
        try (PluginSource source = PluginSource.open(PluginSettings.of(file, root.resolve("w")))) {
            assertThat(source.problems()).singleElement().asString().contains("the plugin folder cannot be read");
        }
    }
}
