package dev.taskhost.app.child;

import dev.taskhost.core.body.BodySource;
import dev.taskhost.core.service.Services;
import dev.taskhost.plugin.PluginSettings;
import dev.taskhost.plugin.PluginSource;
import dev.taskhost.plugin.call.HostFacts;
import dev.taskhost.script.FixedScripts;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.catalog.Manifest;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told at its beginning, and what it opens by that. Immutable.
 *
 * @param bodies what it serves
 * @param close how that is closed
 * @param shown makes paths of a text such as the user knows them
 */
record Opening(BodySource bodies, Runnable close, UnaryOperator<String> shown) {
    /** What it writes to its output after each call. */
    static final String MARK = "mark";

    /** The level of tasks' loggers. */
    static final String LEVEL = "level";

    /** taskhost's version. */
    static final String VERSION = "host_version";

    /** The plugins folder, for messages. */
    static final String PLUGINS = "plugins";

    /** The folder of the plugin's files, which are its own. */
    static final String JARS = "jars";

    /** A folder for the plugins' copies. */
    static final String WORK = "work";

    /** The scripts folder; only with {@link #SCRIPTS}. */
    static final String ROOT = "root";

    /** A manifest of the generation of scripts. */
    static final String SCRIPTS = "scripts";

    /** The folder of the Python modules that scripts are given, empty for none; only with {@link #SCRIPTS}. */
    static final String LIBRARY = "library";

    /** What these modules ask the host for, and what plugins are told of it. */
    static final String FACTS = "facts";

    /** In the frame of a call or check: the body's name. */
    static final String NAME = "name";

    /**
     * How long a body that is interrupted has, before it is given up here and says where it stands; the host kills the process soon
     * after that, see {@link JvmProgram#cleanUp}.
     */
    private static final Duration STOP_GRACE = Duration.ofMillis(400);

    private static final Duration LOAD_LIMIT = Duration.ofSeconds(60);

    /**
     * Opens what is asked for.
     *
     * @param log gets what loggers of scripts log
     * @param services what the host lends
     * @throws IOException when a text or file cannot be read
     */
    static Opening of(
            Map<String, @Nullable Object> setup, LogRecords log, Services services, ScheduledExecutorService clock)
            throws IOException {
        return setup.get(SCRIPTS) instanceof Map<?, ?> manifest
                ? scripts(Path.of(text(setup, ROOT)), manifest, library(setup, log), services, clock)
                : plugins(setup, services);
    }

    private static Library library(Map<String, @Nullable Object> setup, LogRecords log) {
        String folder = text(setup, LIBRARY);
        return new Library(folder.isEmpty() ? null : Path.of(folder), text(setup, FACTS), log);
    }

    private static Opening scripts(
            Path root, Map<?, ?> manifest, Library library, Services services, ScheduledExecutorService clock)
            throws IOException {
        @SuppressWarnings("unchecked") // keys of JSON objects are texts
        Map<String, @Nullable Object> typed = (Map<String, @Nullable Object>) manifest;
        FixedScripts scripts = new FixedScripts(
                new ScriptSettings(root, 1, STOP_GRACE, LOAD_LIMIT)
                        .withLibrary(library)
                        .withServices(services),
                Manifest.read(root, typed),
                clock);
        return new Opening(scripts, scripts::close, UnaryOperator.identity());
    }

    private static Opening plugins(Map<String, @Nullable Object> setup, Services services) {
        String jars = text(setup, JARS);
        String folder = text(setup, PLUGINS);
        PluginSource plugins = PluginSource.open(PluginSettings.of(Path.of(jars), Path.of(text(setup, WORK)))
                .withWorkers(1)
                .withAbandonAfter(STOP_GRACE)
                .withFacts(new HostFacts(text(setup, FACTS), InstantSource.system()))
                .withServices(services)
                .withHostVersion(text(setup, VERSION)));
        return new Opening(plugins, plugins::close, text -> text.replace(jars, folder));
    }

    /** A text that has to be there. */
    static String text(Map<String, @Nullable Object> frame, String field) {
        if (frame.get(field) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the host did not say " + field);
    }
}
