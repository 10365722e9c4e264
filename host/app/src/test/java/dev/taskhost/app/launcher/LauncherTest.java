package dev.taskhost.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JDK the launcher takes, and what it hands to it. */
@Timeout(60)
class LauncherTest {
    @TempDir
    Path root;

    private Launch launch;

    @BeforeEach
    void distribution() throws IOException {
        launch = new Launch(root, "my task host").distribution();
    }

    private String java(Launch.Ended ended) {
        return ended.out().lines().findFirst().orElse("nothing ran: " + ended.err());
    }

    private String javaOf(Path jdk) {
        return "java=" + jdk.resolve("bin/java");
    }

    @Test
    void takesTheNamedJdkWithoutLookingFurther() throws Exception {
        Path named = launch.jdk("odd place/jdk", "25.0.1");
        launch.environment.put("JAVA_HOME", launch.jdk("other", "25").toString());
        launch.environment.put("TASKHOST_JAVA_HOME", named + "/");
        assertThat(java(launch.run("tasks"))).isEqualTo(javaOf(named));
    }

    @Test
    void refusesANamedFolderThatIsNoJdk() throws Exception {
        launch.environment.put("JAVA_HOME", launch.jdk("good", "25").toString());
        launch.environment.put("TASKHOST_JAVA_HOME", root + "/nowhere");
        Launch.Ended ended = launch.run("tasks");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("TASKHOST_JAVA_HOME is " + root + "/nowhere", "no bin/java", "JDK 25");
    }

    @Test
    void refusesANamedJdkThatIsTooOld() throws Exception {
        launch.environment.put("JAVA_HOME", launch.jdk("good", "25").toString());
        launch.environment.put(
                "TASKHOST_JAVA_HOME", launch.jdk("old", "17.0.15").toString());
        Launch.Ended ended = launch.run("tasks");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("which is Java 17; taskhost needs JDK 25");
    }

    @Test
    void skipsAnOldJavaHomeForTheJavaOnThePath() throws Exception {
        launch.environment.put("JAVA_HOME", launch.jdk("old", "21.0.2").toString());
        Path good = launch.jdk("good", "25.0.3");
        // as alternatives systems do: a link to a link to the JDK
        Path etc = Files.createDirectories(launch.root.resolve("etc"));
        Files.createSymbolicLink(etc.resolve("java"), good.resolve("bin/java"));
        Files.createSymbolicLink(launch.root.resolve("bin/java"), Path.of("../etc/java"));
        assertThat(java(launch.run("tasks"))).isEqualTo(javaOf(good));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25",
                "opt/java/openjdk",
                "opt/jdk-25",
                "user/.jdks/temurin-25",
                "user/.sdkman/candidates/java/25-tem",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home"
            })
    void looksInTheUsualPlaces(String place) throws Exception {
        launch.jdk("usr/lib/jvm/java-17", "17.0.1");
        Path good = launch.jdk(place, "25.0.3");
        assertThat(java(launch.run("tasks"))).isEqualTo(javaOf(good));
    }

    @Test
    void prefersTheJdkThatTheScriptCompilerIsMadeFor() throws Exception {
        launch.environment.put("JAVA_HOME", launch.jdk("later", "26").toString());
        Path good = launch.jdk("usr/lib/jvm/temurin-25", "25.0.3");
        assertThat(java(launch.run("run"))).isEqualTo(javaOf(good));
    }

    @Test
    void saysThatScriptsRunInterpretedOnALaterJdk() throws Exception {
        Path later = launch.jdk("usr/lib/jvm/later", "26.0.1");
        Launch.Ended ended = launch.run("run");
        assertThat(java(ended)).isEqualTo(javaOf(later));
        assertThat(ended.err()).contains("Java 26", "interpreted");
        assertThat(ended.said("[--upgrade-module-path]")).isFalse();
        assertThat(ended.said("[" + launch.home + "/lib/graal]")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"25, 0", "25.0.1, 0", "25-ea, 0", "25.0.3+9, 0", "1.8.0_392, 2", "9, 2", "24.0.2, 2"})
    void readsEveryFormOfAVersion(String version, int code) throws Exception {
        launch.environment.put("JAVA_HOME", launch.jdk("jdk", version).toString());
        assertThat(launch.run("tasks").code()).isEqualTo(code);
    }

    @Test
    void asksAJdkThatHasNoReleaseFile() throws Exception {
        Path jdk = launch.jdkWithoutRelease(
                "jdk", "Picked up JAVA_TOOL_OPTIONS: -Dx=1\nopenjdk version \"25.0.1\" 2025-10-21");
        launch.environment.put("JAVA_HOME", jdk.toString());
        assertThat(java(launch.run("tasks"))).isEqualTo(javaOf(jdk));
    }

    @Test
    void saysWhatToInstallWhenThereIsNone() throws Exception {
        Path old = launch.jdk("usr/lib/jvm/java-17", "17.0.15");
        Launch.Ended ended = launch.run("run");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("taskhost: needs JDK 25")
                .contains("the newest is Java 17 in " + old, "adoptium", "TASKHOST_JAVA_HOME")
                .hasLineCount(1);
    }

    @Test
    void handsArgumentsOverAsTheyAre() throws Exception {
        launch.jdk("usr/lib/jvm/25", "25");
        launch.environment.put("CODE", "7");
        Launch.Ended ended = launch.run("sql", "-e", "SELECT * FROM `task`", "", "it's \"so\"", "*");
        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.out())
                .endsWith("[dev.taskhost.app.Main]\n[sql]\n[-e]\n[SELECT * FROM `task`]\n[]\n[it's \"so\"]\n[*]\n");
        assertThat(ended.said("cwd=" + launch.root)).isTrue();
    }

    @Test
    void becomesTheJvmSoThatSignalsReachIt() throws Exception {
        launch.jdk("usr/lib/jvm/25", "25");
        Process process = launch.start("run");
        assertThat(Launch.end(process).said("pid=" + process.pid())).isTrue();
    }

    @Test
    void knowsItsHomeThroughLinks() throws Exception {
        launch.jdk("usr/lib/jvm/25", "25");
        Path links = Files.createDirectories(launch.root.resolve("links"));
        Files.createSymbolicLink(links.resolve("one"), Path.of("../my task host/taskhost"));
        Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
        Launch.Ended ended = Launch.end(launch.start(links.resolve("two"), "tasks"));
        assertThat(ended.said("[-Dtaskhost.home=" + launch.home + "]")).isTrue();
        assertThat(ended.said("[" + launch.home + "/lib/host/*]")).isTrue();
    }

    @Test
    void givesTheLanguagesToCommandsThatRunScripts() throws Exception {
        launch.jdk("usr/lib/jvm/25", "25");
        for (String command : List.of("run", "check", "call", "something-new")) {
            assertThat(launch.run(command).out())
                    .contains("[--module-path]\n[" + launch.home + "/lib/graal]\n")
                    .contains("[--upgrade-module-path]\n[" + launch.home + "/lib/compiler]\n")
                    .contains("[-XX:+EnableJVMCI]");
        }
        for (String command : List.of("sql", "tasks", "new", "--help", "")) {
            assertThat(launch.run(command).out()).doesNotContain("module-path").contains("TieredStopAtLevel=1");
        }
    }

    @Test
    void leavesGraalVmItsOwnCompiler() throws Exception {
        Path graal = launch.jdk("usr/lib/jvm/graalvm", "25.0.3");
        Files.writeString(graal.resolve("release"), "JAVA_VERSION=\"25.0.3\"\nGRAALVM_VERSION=\"25.0.3\"\n");
        Launch.Ended ended = launch.run("run");
        assertThat(ended.said("[--upgrade-module-path]")).isFalse();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void addsTheUsersOptionsLastAndUnexpanded() throws Exception {
        launch.jdk("usr/lib/jvm/25", "25");
        launch.environment.put("JAVA_OPTS", "-Xmx1g  -Dglob=*");
        launch.environment.put("TASKHOST_JAVA_OPTS", "-Xmx2g");
        assertThat(launch.run("run").out()).contains("[-Xmx1g]\n[-Dglob=*]\n[-Xmx2g]\n[-Dtaskhost.home=");
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, C, C.UTF-8, ''",
        "LC_ALL, POSIX, '', C.UTF-8",
        "LANG, zh_CN.UTF-8, '', ''",
        "LC_ALL, de_DE.utf8, '', de_DE.utf8"
    })
    void makesSureThatFilesMayHaveAnyName(String variable, String value, String ctype, String all) throws Exception {
        launch.jdk("usr/lib/jvm/25", "25");
        launch.environment.remove("LANG");
        launch.environment.put(variable, value);
        Launch.Ended ended = launch.run("tasks");
        assertThat(ended.said("LC_CTYPE=" + ctype)).isTrue();
        assertThat(ended.said("LC_ALL=" + all)).isTrue();
    }

    @Test
    void saysWhenItLiesAlone() throws Exception {
        Files.delete(launch.home.resolve("lib/host"));
        launch.jdk("usr/lib/jvm/25", "25");
        Launch.Ended ended = launch.run("run");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("lib/host", "pom.xml", "unpack the distribution again");
    }
}
