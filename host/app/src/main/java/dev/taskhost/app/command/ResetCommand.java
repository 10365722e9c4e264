package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.store.Requests.ResetResult;
import dev.taskhost.core.store.Wake;
import dev.taskhost.store.JdbcStore;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost reset KEY}: frees a task that is doing although nothing runs it. */
@Command(
        name = "reset",
        header = "Free a task that is doing although nothing runs it.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        description =
                "Its status becomes ready, and its executions that never ended become lost. Hosts do this by"
                        + " themselves for what they ran; this is for what another program left. taskhost check names such tasks.",
        descriptionHeading = "%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class ResetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KEY", description = "The task_key.")
    private String key;

    @Option(names = "--force", description = "Also when a live host runs it; what it does is not recorded then.")
    private boolean force;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        Duration aliveFor = setup.configuration().common().scheduler().deadAfter();
        String said;
        try (Wake wake = setup.openWake(); // first, so that it connects while the store does
                JdbcStore store = setup.openPreparedStore()) {
            said = switch (store.requests().reset(key, force, aliveFor)) {
                case ResetResult.Freed freed -> "it is ready now" + lost(freed.lost()) + ".";
                case ResetResult.WasReady ready -> "it is ready already; nothing was changed.";
                case ResetResult.Running running ->
                    throw CommandException.wrong("Task " + key + " is running on " + running.node() + ", execution "
                            + running.executionId() + "; stop it with: taskhost kill " + running.executionId()
                            + " (or add --force to free it all the same)");
                case ResetResult.NoTask none ->
                    throw CommandException.wrong("There is no task with the key " + key + "; see taskhost tasks.");
            };
            wake.signal();
        }
        spec.commandLine().getOut().println(key + ": " + said);
        return 0;
    }

    private static String lost(int executions) {
        if (executions == 0) {
            return "";
        }
        return executions == 1
                ? "; one execution that never ended is lost"
                : "; " + executions + " executions that never ended are lost";
    }
}
