package dev.taskhost.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every command, as a picocli mixin. A relative path counts from the working directory when a person
 * typed it, and from taskhost's own folder when it is a default. Filled by picocli, then read by one thread.
 */
public final class CommonOptions {
    private final Home home;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "The folder in conf/ to read: local, test or online. Default: APP_ENV, else local.")
    private @Nullable String env;

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "The folder that holds the folders of configuration. Default: conf beside the launcher.")
    private @Nullable Path conf;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the embedded database and other working files live. Default: as configured, else data"
                    + " beside the launcher.")
    private @Nullable Path data;

    /**
     * @param home gives the defaults
     */
    public CommonOptions(Home home) {
        this.home = home;
    }

    /** Where taskhost lies, for everything else that counts from there. */
    public Home home() {
        return home;
    }

    /** The environment to configure for: {@code --env}, else {@code APP_ENV} unless blank, else {@code local}. */
    public String env() {
        String wanted = env != null ? env : home.environment().getOrDefault("APP_ENV", "");
        if (env != null && env.isBlank()) {
            throw CommandException.misuse("--env is empty; give the name of a folder in conf/, for example local.");
        }
        return wanted.isBlank() ? "local" : wanted.strip();
    }

    /** The folder of configuration folders; absolute, perhaps missing. */
    public Path conf() {
        return typed(conf).orElse(home.folder().resolve("conf"));
    }

    /** {@code --data} when given, absolute; it then wins over the configuration. */
    public Optional<Path> data() {
        return typed(data);
    }

    /** What a person typed, from the working directory; nothing when nothing was typed. */
    static Optional<Path> typed(@Nullable Path path) {
        return Optional.ofNullable(path).map(p -> p.toAbsolutePath().normalize());
    }
}
