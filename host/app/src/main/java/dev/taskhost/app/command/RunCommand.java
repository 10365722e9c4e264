package dev.taskhost.app.command;

import dev.taskhost.app.config.Configuration;
import dev.taskhost.app.config.LogLevel;
import dev.taskhost.app.host.Host;
import dev.taskhost.app.host.Setup;
import dev.taskhost.app.log.Logs;
import dev.taskhost.app.log.Terminal;
import dev.taskhost.script.ScriptSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code taskhost run}: the host, until SIGTERM or Ctrl-C. */
@Command(
        name = "run",
        header = "Start the host: fire the tasks of the database until SIGTERM or Ctrl-C.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended in order",
            "1:it could not start (configuration, folder or port), or had to end (scheduler.abandoned_limit; out of memory)",
            "2:the command line was wrong"
        },
        footer = {
            "",
            "On SIGTERM or Ctrl-C nothing starts any more; running executions get scheduler.drain_seconds,",
            "then they are interrupted and recorded as cancelled."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private CommonOptions common;

    @Mixin
    private FolderOptions folders;

    @Option(names = "--port", paramLabel = "N", description = "Default: http.port of common.toml, else 8888.")
    private @Nullable Integer port;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw CommandException.misuse("--port is " + port + "; give a number from 0 (any free one) to 65535.");
        }
        Setup setup = Setups.read(common, folders);
        Configuration configuration = setup.configuration();
        Logs logs = Logs.configure(
                configuration.logger(),
                configuration.common().logs(),
                Terminal.of(System.out, LogLevel.INFO, common.home().environment()),
                setup.clock(),
                setup.masking());
        Host host = Host.open(
                setup,
                VersionProvider.version(),
                port == null ? configuration.common().http().port() : port);
        Ending ending = Ending.onSignals(host, logs);
        introduce(setup, host);
        try {
            if (!host.run()) {
                ending.failed();
            }
        } catch (ExecutionException | RuntimeException e) {
            ending.failed();
            throw e;
        }
        return ending.end();
    }

    private static void introduce(Setup setup, Host host) {
        Configuration configuration = setup.configuration();
        var scheduler = configuration.common().scheduler();
        LOG.info(
                "taskhost     {}, host {}, process {}",
                VersionProvider.version(),
                host.node(),
                ProcessHandle.current().pid());
        LOG.info("environment  {} ({})", configuration.env(), Home.shown(configuration.folder()));
        LOG.info("scripts      {}", Home.shown(setup.scripts()));
        LOG.info("plugins      {}", Home.shown(setup.plugins()));
        LOG.info(
                "data, logs   {}, {}",
                Home.shown(setup.data()),
                Home.shown(configuration.common().logs()));
        LOG.info("address      {} (healthz)", host.address());
        LOG.info(
                "time zone    {}, cron read as {}",
                scheduler.timezone(),
                scheduler.cronDialect().name().toLowerCase(Locale.ROOT));
        setup.redis().ifPresent(redis -> LOG.info("wake signal  {}", redis));
        LOG.info("runtime      {}", ScriptSource.runtime());
    }
}
