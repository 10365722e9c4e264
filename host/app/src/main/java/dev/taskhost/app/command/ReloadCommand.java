package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.store.Wake;
import dev.taskhost.store.JdbcStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost reload KEY}: has the running hosts read the whole row again, pending columns included. */
@Command(
        name = "reload",
        header = "Have running hosts take over a task's changed columns.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        description =
                "Of a running task, hosts take over is_valid and spec by themselves; other changed columns wait"
                        + " until the task is disabled and enabled again, or for this command. With a [default] in redis.toml they are told at once.",
        descriptionHeading = "%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class ReloadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KEY", description = "The task_key.")
    private String key;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        try (Wake wake = setup.openWake(); // first, so that it connects while the store does
                JdbcStore store = setup.openPreparedStore()) {
            if (!store.requests().reload(key)) {
                throw CommandException.wrong("There is no task with the key " + key + "; see taskhost tasks.");
            }
            wake.signal();
        }
        spec.commandLine().getOut().println(key + ": running hosts read its row again within a second.");
        return 0;
    }
}
