package dev.taskhost.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of commands that touch task bodies, as a picocli mixin: each wins over the configuration. Filled by
 * picocli, then read by one thread.
 */
public final class FolderOptions {
    @Option(
            names = "--scripts",
            paramLabel = "DIR",
            description =
                    "The folder of Python and JavaScript files. Default: as configured, else scripts beside the launcher.")
    private @Nullable Path scripts;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "The folder of plugin jars. Default: as configured, else plugins beside the launcher.")
    private @Nullable Path plugins;

    /** {@code --scripts} when given; absolute. */
    public Optional<Path> scripts() {
        return CommonOptions.typed(scripts);
    }

    /** {@code --plugins} when given; absolute. */
    public Optional<Path> plugins() {
        return CommonOptions.typed(plugins);
    }
}
