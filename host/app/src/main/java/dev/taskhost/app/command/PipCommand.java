package dev.taskhost.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code taskhost pip}: the Python packages of the scripts. */
@Command(
        name = "pip",
        header = "Install the Python packages that scripts need.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        subcommands = PipInstallCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
@SuppressWarnings({"unused", "NullAway.Init"}) // every command takes the common options; here nothing needs them
public final class PipCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        throw CommandException.misuse("taskhost pip needs a command; the only one is install: taskhost pip install");
    }
}
