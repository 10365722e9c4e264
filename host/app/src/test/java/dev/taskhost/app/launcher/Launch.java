package dev.taskhost.app.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A machine in a folder: the real launcher, JDKs and a Maven that only say what they were asked, and nothing of the
 * machine the test runs on but a few tools.
 */
final class Launch {
    private static final List<String> TOOLS =
            List.of("bash", "find", "head", "flock", "mktemp", "rm", "grep", "cat", "readlink", "mkdir", "touch");

    final Path root;
    final Path home;
    final Map<String, String> environment = new LinkedHashMap<>();

    /** What a launch gave back. */
    record Ended(int code, String out, String err) {
        /** The line that the fake JVM printed for a word of its command line or environment. */
        boolean said(String line) {
            return out.lines().anyMatch(line::equals);
        }
    }

    /**
     * @param root an empty folder
     * @param home the name of taskhost's own folder in it
     */
    Launch(Path root, String home) throws IOException {
        this.root = root.toRealPath();
        this.home = Files.createDirectories(this.root.resolve(home));
        Path launcher = this.home.resolve("taskhost");
        // The usual places are moved into the folder too, or the machine's own JDKs would be found.
        String script = Files.readString(Path.of("../../taskhost"))
                .replace(" /usr/lib/jvm/", " \"" + this.root + "\"/usr/lib/jvm/")
                .replace(" /opt/", " \"" + this.root + "\"/opt/")
                .replace(" /Library/", " \"" + this.root + "\"/Library/");
        executable(launcher, script);
        Files.createDirectories(this.root.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(this.root.resolve("bin").resolve(tool), tool(tool));
        }
        environment.put("PATH", this.root.resolve("bin").toString());
        environment.put("HOME", this.root.resolve("user").toString());
        environment.put("LANG", "C.UTF-8");
    }

    private static Path tool(String name) {
        return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not installed"));
    }

    /** A distribution: the folders of jars lie beside the launcher. */
    Launch distribution() throws IOException {
        Files.createDirectories(home.resolve("lib/host"));
        return this;
    }

    /** A JDK that prints its own path, its pid, its arguments, a line each, and what the environment says. */
    Path jdk(String folder, String version) throws IOException {
        Path jdk = jdkWithoutRelease(folder, "openjdk version \"" + version + "\" 2026-01-01");
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base jdk.internal.vm.ci\"\n");
        return jdk;
    }

    /** A JDK that tells its version only when asked. */
    Path jdkWithoutRelease(String folder, String answer) throws IOException {
        Path jdk = root.resolve(folder);
        executable(jdk.resolve("bin/java"), """
                #!/bin/bash
                if [ "$1" = -version ]; then printf '%%s\\n' '%s' >&2; exit 0; fi
                printf '%%s\\n' "java=$0" "pid=$$" "LC_CTYPE=${LC_CTYPE:-}" "LC_ALL=${LC_ALL:-}" "cwd=$PWD"
                for word in "$@"; do printf '[%%s]\\n' "$word"; done
                if [ -n "${HOLD:-}" ]; then echo held; read -r; fi
                exit "${CODE:-0}"
                """.formatted(answer));
        return jdk;
    }

    static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    /** Starts the launcher, in {@link #root}. */
    Process start(String... args) throws IOException {
        return start(home.resolve("taskhost"), args);
    }

    Process start(Path launcher, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs the launcher to its end. */
    Ended run(String... args) throws IOException, InterruptedException {
        return end(start(args));
    }

    static Ended end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end");
        }
        return new Ended(process.exitValue(), out, err);
    }
}
