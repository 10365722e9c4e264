package dev.taskhost.plugin;

import dev.taskhost.core.service.Services;
import dev.taskhost.plugin.call.HostFacts;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How plugins are found and run. Immutable.
 *
 * @param folder where the user drops jars and zips; it may not exist
 * @param workFolder where the private copies go, such as {@code data/plugins}; several processes may share it
 * @param workers how many plugin executions run at a time, at least 1; the rest waits
 * @param abandonAfter how long an interrupted execution may take to end, before it is abandoned
 * @param loadWithin how long the constructors and static initializers of a plugin may take while it is loaded
 * @param hostVersion this host's version, which {@code Plugin-Requires} is held against; "0.0.0" lets every plugin in
 * @param history where the states of the folder are kept; null for nowhere
 * @param services what the host lends to plugins
 * @param facts what it tells them of itself
 */
public record PluginSettings(
        Path folder,
        Path workFolder,
        int workers,
        Duration abandonAfter,
        Duration loadWithin,
        String hostVersion,
        @Nullable PluginHistory history,
        Services services,
        HostFacts facts) {
    /** Checks the figures. */
    public PluginSettings {
        if (workers < 1) {
            throw new IllegalArgumentException(
                    "at least 1 plugin worker is needed, and " + workers + " were asked for");
        }
        if (abandonAfter.isNegative() || loadWithin.isNegative() || loadWithin.isZero()) {
            throw new IllegalArgumentException("times must not be negative: " + abandonAfter + ", " + loadWithin);
        }
    }

    /** The defaults: 32 workers, 5 s until an execution is abandoned, 10 s for loading, every plugin let in, no history. */
    public static PluginSettings of(Path folder, Path workFolder) {
        return new PluginSettings(
                folder,
                workFolder,
                32,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                "0.0.0",
                null,
                Services.NONE,
                HostFacts.NONE);
    }

    /** The same with another number of workers. */
    public PluginSettings withWorkers(int number) {
        return new PluginSettings(
                folder, workFolder, number, abandonAfter, loadWithin, hostVersion, history, services, facts);
    }

    /** The same with another time until an execution is abandoned. */
    public PluginSettings withAbandonAfter(Duration time) {
        return new PluginSettings(folder, workFolder, workers, time, loadWithin, hostVersion, history, services, facts);
    }

    /** The same with another time for loading. */
    public PluginSettings withLoadWithin(Duration time) {
        return new PluginSettings(
                folder, workFolder, workers, abandonAfter, time, hostVersion, history, services, facts);
    }

    /** The same with a version that {@code Plugin-Requires} is held against. */
    public PluginSettings withHostVersion(String version) {
        return new PluginSettings(
                folder, workFolder, workers, abandonAfter, loadWithin, version, history, services, facts);
    }

    /** The same with a history. */
    public PluginSettings withHistory(PluginHistory kept) {
        return new PluginSettings(
                folder, workFolder, workers, abandonAfter, loadWithin, hostVersion, kept, services, facts);
    }

    /** The same with what the host lends. */
    public PluginSettings withServices(Services other) {
        return new PluginSettings(
                folder, workFolder, workers, abandonAfter, loadWithin, hostVersion, history, other, facts);
    }

    /** The same with what the host tells of itself. */
    public PluginSettings withFacts(HostFacts told) {
        return new PluginSettings(
                folder, workFolder, workers, abandonAfter, loadWithin, hostVersion, history, services, told);
    }
}
