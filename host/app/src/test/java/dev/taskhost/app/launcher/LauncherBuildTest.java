package dev.taskhost.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds a source checkout, and when it does not. */
@Timeout(60)
class LauncherBuildTest {
    private static final List<String> SOURCES = List.of(
            "host/core/pom.xml",
            "host/core/src/main/java/A.java",
            "host/app/src/main/resources/a.txt",
            "plugins/hello/pom.xml",
            "plugins/hello/src/main/java/H.java");
    private static final List<String> OTHERS = List.of(
            "scripts/a.py",
            "conf/local/common.toml",
            "docs/a.md",
            "README.md",
            "host/core/src/test/java/ATest.java",
            "host/testkit/src/main/java/T.java",
            "plugins/mine/src/main/java/M.java",
            "host/core/target/classes/A.class");

    @TempDir
    Path root;

    private Launch launch;
    private Instant checkedOut;

    @BeforeEach
    void checkout() throws IOException {
        launch = new Launch(root, "check out");
        Path jdk = launch.jdk("usr/lib/jvm/25", "25");
        Launch.executable(jdk.resolve("bin/javac"), "#!/bin/bash\n");
        checkedOut = Files.getLastModifiedTime(launch.home).toInstant();
        Files.writeString(launch.home.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n</project>\n");
        for (String file : SOURCES) {
            write(file);
        }
        for (String file : OTHERS) {
            write(file);
        }
        // Counts its runs, and makes what the real build makes; waits in between when the test wants to watch.
        Launch.executable(launch.root.resolve("bin/mvn"), """
                #!/bin/bash
                echo "$JAVA_HOME $PWD $*" >>"%s"
                if [ -n "${HOLD_BUILD:-}" ]; then echo begun >began; read -r <go; fi
                if [ -n "${BREAK:-}" ]; then
                  echo '[INFO] dull'; echo '[WARNING] A.java:[1,2] this is why'; exit 1
                fi
                mkdir -p host/app/target/taskhost-1.2.3/lib/host
                touch host/app/target/taskhost.built
                """.formatted(builds()));
    }

    private Path builds() {
        return launch.root.resolve("builds");
    }

    private List<String> built() throws IOException {
        return Files.exists(builds()) ? Files.readAllLines(builds()) : List.of();
    }

    private void write(String file) throws IOException {
        Path path = launch.home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "text");
    }

    /** As if the checkout were an hour old, its build half an hour, and the file a quarter. */
    private void change(String file) throws IOException {
        try (Stream<Path> all = Files.walk(launch.home)) {
            for (Path path : all.toList()) {
                age(path, 60);
            }
        }
        age(launch.home.resolve("host/app/target/taskhost.built"), 30);
        age(launch.home.resolve(file), 15);
    }

    private void age(Path path, int minutes) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(checkedOut.minus(Duration.ofMinutes(minutes))));
    }

    @Test
    void buildsOnceAndThenStartsAtOnce() throws Exception {
        Launch.Ended first = launch.run("tasks");
        Launch.Ended second = launch.run("tasks");
        assertThat(first.code()).isZero();
        assertThat(first.err()).startsWith("taskhost: building (the first time");
        assertThat(first.said("[" + launch.home + "/host/app/target/taskhost-1.2.3/lib/host/*]"))
                .isTrue();
        assertThat(first.said("[-Dtaskhost.home=" + launch.home + "]")).isTrue();
        assertThat(second.err()).isEmpty();
        assertThat(built()).singleElement().asString().startsWith(launch.root + "/usr/lib/jvm/25 " + launch.home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "host/core/pom.xml",
                "host/core/src/main/java/A.java",
                "host/core/src/main/java",
                "host/app/src/main/resources/a.txt",
                "plugins/hello/src/main/java/H.java"
            })
    void rebuildsWhenASourceChanges(String file) throws Exception {
        launch.run("tasks");
        change(file);
        Launch.Ended ended = launch.run("tasks");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("rebuilding").hasLineCount(1);
        assertThat(launch.run("tasks").err()).isEmpty();
        assertThat(built()).hasSize(2);
    }

    @Test
    void doesNotRebuildForWhatTheHostReadsByItself() throws Exception {
        launch.run("tasks");
        for (String file : OTHERS) {
            change(file);
            assertThat(launch.run("tasks").err()).as(file).isEmpty();
        }
        assertThat(built()).hasSize(1);
    }

    @Test
    void buildsForANewVersion() throws Exception {
        launch.run("tasks");
        Path target = launch.home.resolve("host/app/target");
        Files.move(target.resolve("taskhost-1.2.3"), target.resolve("taskhost-1.2.2"), StandardCopyOption.ATOMIC_MOVE);
        launch.run("tasks");
        assertThat(built()).hasSize(2);
    }

    @Test
    void showsWhyABuildFailedAndStartsNothing() throws Exception {
        launch.environment.put("BREAK", "yes");
        Launch.Ended ended = launch.run("run");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("this is why", "the build failed").doesNotContain("dull");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        Files.delete(launch.root.resolve("bin/mvn"));
        Launch.Ended ended = launch.run("run");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("Maven is not on PATH", "apt install maven")
                .hasLineCount(1);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        fifo("began");
        fifo("go");
        launch.environment.put("HOLD_BUILD", "yes");
        Process first = launch.start("tasks");
        assertThat(Files.readString(launch.home.resolve("began"))).isEqualTo("begun\n");
        Process second = launch.start("tasks");
        Files.writeString(launch.home.resolve("go"), "go\n");
        assertThat(Launch.end(first).code()).isZero();
        Launch.Ended waited = Launch.end(second);
        assertThat(waited.code()).isZero();
        assertThat(waited.said("[tasks]")).isTrue();
        assertThat(built()).hasSize(1);
    }

    @Test
    void leavesTheJarsOfARunningHostAlone() throws Exception {
        launch.run("tasks");
        launch.environment.put("HOLD", "yes");
        Process host = launch.start("run");
        BufferedReader out = host.inputReader();
        while (!"held".equals(out.readLine())) {
            assertThat(host.isAlive()).isTrue();
        }
        launch.environment.remove("HOLD");
        change("host/core/src/main/java/A.java");
        Launch.Ended other = launch.run("tasks");
        assertThat(other.code()).isZero();
        assertThat(other.err()).contains("still running on it").hasLineCount(1);
        assertThat(built()).hasSize(1);
        Launch.end(host);
        launch.run("tasks");
        assertThat(built()).hasSize(2);
    }

    private void fifo(String name) throws IOException, InterruptedException {
        Path fifo = launch.home.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
    }
}
