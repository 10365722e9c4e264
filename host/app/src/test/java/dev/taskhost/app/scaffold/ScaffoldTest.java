package dev.taskhost.app.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The written files compile, run, pass their own tests and never replace another. */
class ScaffoldTest {
    @TempDir
    Path home;

    private Scaffold.Written write(Kind kind, String name) throws IOException {
        Scaffold scaffold =
                new Scaffold(home.resolve("my scripts"), home.resolve("plugins"), home.resolve("lib"), "1.2.3");
        return scaffold.write(kind, BodyName.of(kind, name));
    }

    private static Context languages() {
        return Context.newBuilder("python", "js")
                .allowAllAccess(true)
                .option("engine.WarnInterpreterOnly", "false")
                .option("js.esm-eval-returns-exports", "true")
                .build();
    }

    /** Without unittest and asyncio, whose imports take longer than all other tests here; its test is compiled only. */
    @Test
    void pythonBodyGivesItsArgumentsBack() throws IOException {
        Scaffold.Written written = write(Kind.PY, "reports/daily");
        Path body = home.resolve("my scripts/reports/daily.py");
        Path test = home.resolve("tests/reports/test_daily.py");
        assertThat(written.files()).containsExactly(body, test, home.resolve("my scripts/reports/daily.sql"));
        assertThat(written.executeFunc()).isEqualTo("reports/daily.py:daily");
        assertThat(test)
                .content()
                .contains("/ \"../../my scripts/reports/daily.py\"", "python3 tests/reports/test_daily.py");
        try (Context context = languages()) {
            Value python = context.getBindings("python");
            python.putMember("body", Files.readString(body));
            python.putMember("test", Files.readString(test));
            Value said = context.eval("python", """
                    compile(str(test), "test", "exec")
                    exec(compile(str(body), "body", "exec"))
                    try:
                        daily("k", "1", "2", sub_task_id=1).send(None)
                    except StopIteration as end:
                        said = repr(end.value)
                    said
                    """);
            assertThat(said.asString()).isEqualTo("{'arguments': ['1', '2']}");
        }
    }

    @Test
    void javaScriptBodyGivesItsArgumentsBack() throws IOException {
        Scaffold.Written written = write(Kind.JS, "ping");
        assertThat(written.files()).element(1).isEqualTo(home.resolve("tests/ping.test.mjs"));
        assertThat(written.executeFunc()).isEqualTo("ping");
        try (Context context = languages()) {
            Value exports =
                    context.eval(Source.newBuilder("js", written.files().get(0).toFile())
                            .mimeType("application/javascript+module")
                            .build());
            context.getBindings("js").putMember("ping", exports.getMember("ping"));
            context.eval("js", "ping('k', '1', '2', {sub_task_id: 7}).then(r => { said = JSON.stringify(r); })");
            assertThat(context.eval("js", "said").asString()).isEqualTo("{\"arguments\":[\"1\",\"2\"]}");
            context.parse(Source.newBuilder("js", written.files().get(1).toFile())
                    .mimeType("application/javascript+module")
                    .build());
        }
    }

    @Test
    void pluginCompilesAndPassesItsOwnTest() throws Exception {
        Scaffold.Written written = write(Kind.PLUGIN, "clean_orders");
        Path project = home.resolve("plugins/clean_orders");
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        List<String> sources = written.files().stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".java"))
                .toList();
        StringWriter words = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("--release", "17", "-Xlint:all", "-Werror", "-proc:none", "-d", "" + classes);
            boolean compiled = compiler.getTask(
                            words, files, null, options, null, files.getJavaFileObjects(sources.toArray(String[]::new)))
                    .call();
            assertThat(compiled).as(words.toString()).isTrue();
        }
        assertThat(project.resolve("src/main/resources/META-INF/services/dev.taskhost.api.Task"))
                .hasContent("clean_orders.CleanOrdersTask\n");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            var test = loader.loadClass("clean_orders.CleanOrdersTaskTest").getDeclaredConstructor();
            test.setAccessible(true);
            var method = test.getDeclaringClass().getDeclaredMethod("givesItsArgumentsBack");
            method.setAccessible(true);
            method.invoke(test.newInstance());
        }
    }

    @Test
    void pluginFindsTheApiInTheDistribution() throws IOException {
        write(Kind.PLUGIN, "mine");
        assertThat(home.resolve("plugins/mine/pom.xml"))
                .content()
                .contains("<taskhost.lib>${project.basedir}/../../lib</taskhost.lib>")
                .contains("<version>1.2.3</version>")
                .doesNotContain("{{");
    }

    /** The template names the same versions as our own build, so that what we built with is in people's caches. */
    @Test
    void pluginBuildsWithTheVersionsOfThisBuild() throws IOException {
        write(Kind.PLUGIN, "mine");
        String ours = Files.readString(Path.of("../../pom.xml")).replaceAll("\\s+", "");
        String pom = Files.readString(home.resolve("plugins/mine/pom.xml")).replaceAll("\\s+", "");
        List<String> plugins = Stream.of("resources", "compiler", "surefire", "jar", "antrun")
                .map(name -> "<artifactId>maven-" + name + "-plugin</artifactId><version>")
                .toList();
        assertThat(plugins)
                .allSatisfy(start -> assertThat(pom)
                        .contains(
                                ours.substring(ours.indexOf(start), ours.indexOf("</version>", ours.indexOf(start)))));
        assertThat(ours).contains("<artifactId>junit-bom</artifactId><version>6.1.3<");
        assertThat(pom).contains("<artifactId>junit-jupiter</artifactId><version>6.1.3<");
    }

    @ParameterizedTest
    @EnumSource
    void neverOverwrites(Kind kind) throws IOException {
        List<Path> files = write(kind, "mine").files();
        for (Path kept : files) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.writeString(kept, "mine");
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> write(kind, "mine"))
                    .withMessage(kept.toString());
            assertThat(files).filteredOn(Files::exists).containsExactly(kept);
            assertThat(kept).hasContent("mine");
        }
    }

    @Test
    void refusesASecondFileOfTheSameName() throws IOException {
        write(Kind.PY, "a/mine");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> write(Kind.JS, "a/mine"))
                .withMessage(home.resolve("my scripts/a/mine.py").toString());
        assertThat(write(Kind.JS, "b/mine").executeFunc()).isEqualTo("b/mine.mjs:mine");
    }

    @ParameterizedTest
    @EnumSource
    void theRowNamesTheTask(Kind kind) throws IOException {
        Path row = write(kind, "mine").files().get(2);
        assertThat(row).content().contains("INSERT INTO `task`", "('mine', ").endsWith("'ready', '{}');\n");
    }
}
