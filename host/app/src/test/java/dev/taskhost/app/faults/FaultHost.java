package dev.taskhost.app.faults;

import dev.taskhost.app.Main;
import dev.taskhost.app.command.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** {@code taskhost} as its launcher starts it, but with a clock that may be wrong, and without languages. */
public final class FaultHost {
    /** A system property: by how many milliseconds the clock is ahead. */
    static final String AHEAD = "faults.aheadMillis";

    private FaultHost() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Duration ahead = Duration.ofMillis(Long.getLong(AHEAD, 0));
        InstantSource system = InstantSource.system();
        Path folder = Path.of(System.getProperty("taskhost.home"));
        Home home = new Home(
                folder,
                folder.resolve("lib"),
                System.getenv(),
                () -> system.instant().plus(ahead));
        System.exit(Main.commandLine(home).execute(args));
    }
}
