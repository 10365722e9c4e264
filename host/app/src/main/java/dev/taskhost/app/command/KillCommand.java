package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.store.Requests.KillResult;
import dev.taskhost.core.store.Wake;
import dev.taskhost.store.JdbcStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost kill EXECUTION}: has the host that runs it stop an execution. */
@Command(
        name = "kill",
        header = "Stop a running execution.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        description = "The host that runs it interrupts it within a second; its status becomes cancelled.",
        descriptionHeading = "%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Example:", "  taskhost kill 1042"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class KillCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXECUTION", description = "Its number, as taskhost runs KEY shows it.")
    private long executionId;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        try (Wake wake = setup.openWake(); // first, so that it connects while the store does
                JdbcStore store = setup.openPreparedStore()) {
            String refusal = switch (store.requests().kill(executionId, "stopped by taskhost kill")) {
                case KillResult.Asked asked -> null;
                case KillResult.Ended ended ->
                    "Execution " + executionId + " does not run: it ended as "
                            + ended.status().word() + ".";
                case KillResult.Foreign foreign ->
                    "Execution " + executionId + " was not started by a taskhost; stop it where it runs.";
                case KillResult.None none -> "There is no execution " + executionId + "; see taskhost runs KEY.";
            };
            if (refusal != null) {
                throw CommandException.wrong(refusal);
            }
            wake.signal();
        }
        spec.commandLine().getOut().println("execution " + executionId + ": its host stops it within a second.");
        return 0;
    }
}
