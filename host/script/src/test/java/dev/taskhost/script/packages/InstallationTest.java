package dev.taskhost.script.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.packages.Installation.Done;
import dev.taskhost.script.packages.Installation.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real pip, on wheels made here; each run of it takes some seconds. */
@Timeout(400)
class InstallationTest {
    @TempDir
    static Path pipHome;

    @TempDir
    Path temp;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path scripts;
    private Environments environments;
    private Wheels wheels;

    @BeforeEach
    void folders() throws IOException {
        scripts = Files.createDirectory(temp.resolve("scripts"));
        environments = new Environments(temp.resolve("data/python"));
        wheels = new Wheels(temp.resolve("wheels"));
    }

    private Done install(boolean upgrade) throws PackagesException, IOException {
        Pip pip = new Pip(pipHome, printed, printed);
        return new Installation(scripts, environments, pip).install(new Request(wheels.folder(), upgrade, List.of()));
    }

    private void requirements(String... lines) throws IOException {
        Files.writeString(scripts.resolve(Environment.REQUIREMENTS), String.join("\n", lines) + "\n");
    }

    private String lock() throws IOException {
        return Files.readString(scripts.resolve(Environment.LOCK));
    }

    private String installed(Done done, String file) throws IOException {
        return Files.readString(
                environments.sitePackages(done.lock()).orElseThrow().resolve(file));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void fails(ThrowingCallable install, String... words) throws IOException {
        List<String> before = files();
        assertThatThrownBy(install)
                .as(printed())
                .isInstanceOf(PackagesException.class)
                .hasMessageContainingAll(words);
        assertThat(files()).as("nothing is changed").isEqualTo(before);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.map(temp::relativize)
                    .map(Path::toString)
                    .filter(path -> !path.endsWith(".lock") || path.startsWith("scripts"))
                    .filter(path -> !path.equals("data") && !path.equals("data/python"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Tag("long")
    void aLockIsMadeKeptAndRenewed() throws Exception {
        wheels.pure("alpha", "1.0", "beta>=1; python_version >= \"3.8\"", "gamma; sys_platform == \"win32\"");
        wheels.pure("beta", "1.0");
        requirements("alpha  # what we need");
        Done first = install(false);
        assertThat(first.words()).contains("Installed 2 packages").contains("Commit scripts/requirements.lock");
        assertThat(lock()).contains("alpha==1.0 \\\n    --hash=sha256:", "beta==1.0 \\\n");
        assertThat(installed(first, "beta.py")).contains("1.0");

        wheels.pure("beta", "2.0");
        assertThat(install(false).words()).contains("is installed already");
        String lock = lock();
        Environments.delete(environments.folder()); // as on another host
        Done again = install(false);
        assertThat(again.words()).contains("exactly as scripts/requirements.lock says");
        assertThat(again.lock()).isEqualTo(first.lock());
        assertThat(installed(again, "beta.py")).as("not the newer one").contains("1.0");
        assertThat(lock()).isEqualTo(lock);

        wheels.pure("delta", "3.0");
        requirements("alpha", "delta");
        Done more = install(false);
        assertThat(more.words()).contains("(new: delta 3.0)");
        assertThat(installed(more, "beta.py")).as("what is locked stays").contains("1.0");
        assertThat(environments.sitePackages(first.lock()))
                .as("what runs on the old ones goes on")
                .isPresent();

        Done newest = install(true);
        assertThat(newest.words()).contains("(beta 1.0 -> 2.0)");
        assertThat(installed(newest, "beta.py")).contains("2.0");
    }

    @Test
    void whatCannotBeInstalledIsNamedWithWhatToDo() throws Exception {
        fails(() -> install(false), "There is no scripts/requirements.txt");

        wheels.wheel("fastmath", "2.1", "cp312-cp312-manylinux_2_17_x86_64", Map.of("fastmath.py", ""));
        wheels.pure("report", "1.0", "fastmath>=2");
        requirements("report");
        fails(
                () -> install(false),
                "fastmath>=2 (needed by report) needs C code: there is only fastmath-2.1-cp312-cp312-manylinux_2_17_x86_64.whl",
                "extra.isolation = \"cpython\"",
                "Nothing was changed");
    }

    @Test
    @Tag("long")
    void whatIsNotThereIsNamedWithWhatToDo() throws Exception {
        Files.writeString(wheels.folder().resolve("oldstyle-1.2.tar.gz"), "");
        requirements("oldstyle");
        fails(
                () -> install(false),
                "oldstyle comes only as source (oldstyle-1.2.tar.gz)",
                "pip wheel --no-deps -w wheels oldstyle");

        requirements("nowhere==1");
        fails(() -> install(false), "nowhere==1 is not in " + wheels.folder(), "put its wheel there");
    }

    @Test
    void aWheelThatIsAnotherThanTheLockSaysIsRefused() throws Exception {
        wheels.pure("alpha", "1.0");
        requirements("alpha");
        install(false);
        Environments.delete(environments.folder());
        wheels.wheel("alpha", "1.0", Wheels.PURE, Map.of("alpha.py", "import os  # something else\n"));
        fails(
                () -> install(false),
                "A wheel is not the one that scripts/requirements.lock names",
                "alpha",
                "should be ",
                "is ");
    }

    @Test
    void nothingIsAskedFor() throws Exception {
        requirements("# nothing yet", "");
        assertThat(install(false).words()).contains("Installed 0 packages");
        assertThat(lock()).contains("requirements.txt sha256:");
    }
}
