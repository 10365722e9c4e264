package dev.taskhost.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code taskhost notice}: who is told of what goes wrong. */
@Command(
        name = "notice",
        header = "Try the senders of notices, and see which alarms are open.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        subcommands = {NoticeTestCommand.class, NoticeListCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
@SuppressWarnings({"unused", "NullAway.Init"}) // every command takes the common options; here nothing needs them
public final class NoticeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        throw CommandException.misuse(
                "taskhost notice needs a command: taskhost notice test, or taskhost notice list.");
    }
}
