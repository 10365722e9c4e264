package dev.taskhost.app;

import dev.taskhost.app.command.CallCommand;
import dev.taskhost.app.command.CheckCommand;
import dev.taskhost.app.command.FailureHandler;
import dev.taskhost.app.command.FireCommand;
import dev.taskhost.app.command.Home;
import dev.taskhost.app.command.KillCommand;
import dev.taskhost.app.command.MisuseHandler;
import dev.taskhost.app.command.NewCommand;
import dev.taskhost.app.command.NextCommand;
import dev.taskhost.app.command.NodesCommand;
import dev.taskhost.app.command.NoticeCommand;
import dev.taskhost.app.command.PipCommand;
import dev.taskhost.app.command.PluginsCommand;
import dev.taskhost.app.command.PylibCommand;
import dev.taskhost.app.command.ReloadCommand;
import dev.taskhost.app.command.ResetCommand;
import dev.taskhost.app.command.RunCommand;
import dev.taskhost.app.command.RunsCommand;
import dev.taskhost.app.command.ScriptsCommand;
import dev.taskhost.app.command.SqlCommand;
import dev.taskhost.app.command.TasksCommand;
import dev.taskhost.app.command.VersionProvider;
import dev.taskhost.app.config.ConfigurationException;
import dev.taskhost.app.host.FolderInUseException;
import dev.taskhost.app.host.HealthServer.AddressException;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.task.BadRowException;
import dev.taskhost.core.trigger.BadSpecException;
import dev.taskhost.script.ScriptSource;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: {@code taskhost COMMAND}. A new command is one more class in {@code subcommands}; the launcher
 * decides by the command's name whether the JVM gets the script languages.
 */
@Command(
        name = "taskhost",
        header = "Runs the tasks that a database table describes: Python, JavaScript and Java.",
        synopsisHeading = "%n",
        customSynopsis = "Usage: taskhost COMMAND [OPTIONS]    (taskhost COMMAND --help tells more)",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            SqlCommand.class,
            TasksCommand.class,
            RunsCommand.class,
            NextCommand.class,
            CallCommand.class,
            FireCommand.class,
            KillCommand.class,
            ReloadCommand.class,
            ResetCommand.class,
            NodesCommand.class,
            NoticeCommand.class,
            ScriptsCommand.class,
            PipCommand.class,
            PylibCommand.class,
            PluginsCommand.class,
            NewCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something was found wrong, or the command failed", "2:the command line was wrong"},
        footer = {
            "",
            "Examples:",
            "  taskhost run                        start the host with conf/local/",
            "  taskhost run --env online           start it with conf/online/",
            "  taskhost new py clean_orders        write a Python task, its test and its row",
            "",
            "Environment: APP_ENV picks the folder in conf/ (local when unset);",
            "TASKHOST_JAVA_HOME names the JDK, JAVA_OPTS adds options to the JVM."
        })
public final class Main {
    /** Failures whose message is written for the user; the trace behind them would only hide it. */
    private static final Set<Class<? extends Exception>> SPOKEN = Set.of(
            AddressException.class,
            BadJsonException.class,
            BadRowException.class,
            BadSpecException.class,
            ConfigurationException.class,
            FolderInUseException.class,
            NoBodyException.class,
            StoreException.class);

    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("run")) {
            // The script languages take seconds to start; they may as well begin while the rest is read.
            Thread.ofPlatform().daemon().name("taskhost-engine-start").start(ScriptSource::runtime);
        }
        System.exit(
                commandLine(Home.of(System.getProperties(), System.getenv())).execute(args));
    }

    /**
     * The whole command line, ready to execute; tests give it writers of their own.
     *
     * @param home where the program and its folders lie
     * @return a new one; not thread-safe, as picocli's are
     */
    public static CommandLine commandLine(Home home) {
        CommandLine line = new CommandLine(new Main(), new Parts(home));
        line.setParameterExceptionHandler(new MisuseHandler());
        line.setExecutionExceptionHandler(new FailureHandler(home, SPOKEN));
        line.setUsageHelpWidth(100);
        return line;
    }

    /** Makes commands and mixins: one whose constructor takes a {@link Home} is given ours. */
    private record Parts(Home home) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (List.of(constructor.getParameterTypes()).equals(List.of(Home.class))) {
                    return type.cast(constructor.newInstance(home));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
