package dev.taskhost.app.host;

import dev.taskhost.app.child.ProcessSettings;
import dev.taskhost.app.child.Processes;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.MaskedBodies;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.text.Masking;
import dev.taskhost.plugin.PluginHistory;
import dev.taskhost.plugin.PluginSettings;
import dev.taskhost.plugin.PluginSource;
import dev.taskhost.plugin.call.HostFacts;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.cpython.CpythonSettings;
import dev.taskhost.services.HostServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scripts and the plugins of a host, looked at again every second. Thread-safe. */
public final class Bodies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);
    private static final long RESCAN_SECONDS = 1;
    private static final long BYTES_IN_MB = 1 << 20;

    private final ScheduledExecutorService clock;
    private final HostServices services;
    private final ScriptSource scripts;
    private final PluginSource plugins;
    private final Processes processes;
    private final BodyLookup lookup;

    private Bodies(
            ScheduledExecutorService clock,
            HostServices services,
            ScriptSource scripts,
            PluginSource plugins,
            ProcessSettings settings,
            Masking masking) {
        this.clock = clock;
        this.services = services;
        this.scripts = scripts;
        this.plugins = plugins;
        this.processes = new Processes(settings, scripts, plugins, services, clock);
        this.lookup = new BodyLookup(List.of(new MaskedBodies(processes, masking)));
    }

    /**
     * Reads both folders for a command, and looks for changes from then on; an interpreter is opened when something asks for it.
     *
     * @param version the host's, which plugins may ask for
     * @throws FolderInUseException when a folder is missing or cannot be read
     */
    public static Bodies open(Setup setup, String version) {
        return open(setup, version, BodyOperations.ofCommand(setup), ScriptSettings::onDemand, plugins -> plugins);
    }

    /**
     * As {@link #open(Setup, String)}, for the one process that owns the data folder: it warms the interpreters, and keeps the history of both.
     *
     * @param operations what bodies may ask of the host beside what it lends, by name
     */
    static Bodies openAsHost(Setup setup, String version, Map<String, Operation> operations) {
        var common = setup.configuration().common();
        PluginHistory kept = new PluginHistory(
                setup.pluginHistory(),
                common.plugins().keepGenerations(),
                common.plugins().keepMb() * BYTES_IN_MB,
                setup.clock());
        return open(
                setup,
                version,
                operations,
                scripts -> scripts.withHistory(
                        setup.scriptHistory(), common.scripts().keepGenerations(), setup.clock()),
                plugins -> plugins.withHistory(kept));
    }

    private static Bodies open(
            Setup setup,
            String version,
            Map<String, Operation> operations,
            UnaryOperator<ScriptSettings> scriptHistory,
            UnaryOperator<PluginSettings> pluginHistory) {
        if (!Files.isDirectory(setup.scripts())) {
            throw new FolderInUseException("the scripts folder " + setup.scripts()
                    + " does not exist; create it, or name another with --scripts or scripts.dir in common.toml");
        }
        var common = setup.configuration().common();
        Access access = access(setup);
        ScheduledExecutorService clock = new RescanClock();
        HostServices services = Pools.of(setup, access, operations);
        try {
            CpythonSettings cpython = new CpythonSettings(
                    common.scripts().cpython(),
                    common.scripts().cpythonWorkers(),
                    common.scripts().cpythonMemoryMb());
            ScriptSource scripts = new ScriptSource(
                    scriptHistory.apply(
                            ScriptSettings.of(setup.scripts(), common.scripts().workers())
                                    .withCpython(cpython)
                                    .withPackages(setup.packages())
                                    .withLibrary(PythonModules.of(setup, !access.isRestricted()))
                                    .withServices(services)
                                    .withAccess(access)),
                    clock);
            PluginSource plugins = PluginSource.open(pluginHistory.apply(
                    PluginSettings.of(setup.plugins(), setup.data().resolve("plugins"))
                            .withWorkers(common.plugins().workers())
                            .withServices(services)
                            .withFacts(new HostFacts(PythonModules.facts(setup, true), setup.clock()))
                            .withHostVersion(version)));
            ProcessSettings processes = new ProcessSettings(
                    common.scripts().processWorkers(), common.scripts().processMemoryMb(), setup.plugins(), version);
            Bodies bodies = new Bodies(clock, services, scripts, plugins, processes, setup.masking());
            ScheduledFuture<?> _ =
                    clock.scheduleWithFixedDelay(bodies::rescan, RESCAN_SECONDS, RESCAN_SECONDS, TimeUnit.SECONDS);
            return bodies;
        } catch (IOException | UncheckedIOException e) {
            clock.shutdownNow();
            throw new FolderInUseException("the scripts or plugins folder cannot be used (" + e
                    + "); give the user who runs taskhost the right to read " + setup.scripts() + " and "
                    + setup.plugins() + " and to write " + setup.data());
        }
    }

    /** Restricted scripts read their folder, so nothing of the host's own may lie there. */
    private static Access access(Setup setup) {
        Access access = setup.configuration().common().scripts().access().in(setup.scratch());
        if (access.isRestricted() && real(setup.data()).startsWith(real(setup.scripts()))) {
            throw new FolderInUseException("the data folder " + setup.data() + " lies in the scripts folder "
                    + setup.scripts() + ", where restricted scripts could read it; set [data] dir to another place");
        }
        return access;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException notThereYet) {
            return folder.toAbsolutePath().normalize();
        }
    }

    /** Looks names up in both. */
    public BodyLookup lookup() {
        return lookup;
    }

    /** The scripts. */
    public ScriptSource scripts() {
        return scripts;
    }

    /** The plugins. */
    public PluginSource plugins() {
        return plugins;
    }

    /** How many threads nothing could stop, and which were given up. */
    int abandoned() {
        return lookup.load().abandoned();
    }

    /** Looks every second whether there are more of them than that, until there are: then it calls, once. */
    void onAbandoned(int limit, Runnable over) {
        ScheduledFuture<?> _ = clock.schedule(
                () -> {
                    if (abandoned() > limit) {
                        over.run();
                    } else {
                        onAbandoned(limit, over);
                    }
                },
                RESCAN_SECONDS,
                TimeUnit.SECONDS);
    }

    private void rescan() {
        try {
            plugins.rescan();
            processes.renew();
        } catch (RuntimeException e) {
            LOG.error("looking at the plugins folder failed; it is tried again", e);
        }
    }

    @Override
    public void close() {
        Thread ending = Thread.ofVirtual().start(processes::close);
        plugins.close();
        scripts.close();
        try {
            ending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry: processes end with the connection to this one
        }
        services.close(); // what bodies in processes have borrowed is back as well
        clock.shutdownNow();
    }
}
