package dev.taskhost.app.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;

/**
 * Where this taskhost lies and what surrounds it. Immutable.
 *
 * @param folder holds {@code conf}, {@code scripts}, {@code plugins}, {@code data} and {@code logs} unless told
 *     otherwise; absolute
 * @param lib holds the jars, and in {@code repo} the API for plugin projects; absolute
 * @param environment the variables of the process
 * @param clock the process's one clock
 */
public record Home(Path folder, Path lib, Map<String, String> environment, InstantSource clock) {
    public Home {
        folder = folder.toAbsolutePath().normalize();
        lib = lib.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** With the system's clock. */
    public Home(Path folder, Path lib, Map<String, String> environment) {
        this(folder, lib, environment, InstantSource.system());
    }

    /**
     * As the launcher says, in the properties {@code taskhost.home} and {@code taskhost.lib}; without a launcher (in an
     * IDE), the working directory and its {@code lib}.
     *
     * @param properties the JVM's
     * @param environment the process's
     */
    public static Home of(Properties properties, Map<String, String> environment) {
        Path folder = Path.of(properties.getProperty("taskhost.home", ""));
        String lib = properties.getProperty("taskhost.lib");
        return new Home(folder, lib == null ? folder.resolve("lib") : Path.of(lib), environment);
    }

    /**
     * A path for people: relative to the working directory when it lies inside, else absolute.
     *
     * @param path any path
     */
    public static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        boolean inside = absolute.startsWith(here) && !absolute.equals(here);
        return (inside ? here.relativize(absolute) : absolute).toString();
    }
}
