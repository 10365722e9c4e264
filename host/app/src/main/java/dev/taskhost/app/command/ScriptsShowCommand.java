package dev.taskhost.app.command;

import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.folder.History.Recorded;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost scripts show}: the files of a generation. */
@Command(
        name = "show",
        header = "List the files of a generation with the SHA-256 of their texts.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class ScriptsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "GENERATION", description = "Its number, or the first digits of its id.")
    private String generation;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Recorded found = Generations.find(Generations.scripts(Setups.read(common)), generation);
        TextTable table = new TextTable(List.of("FILE", "SHA-256"));
        found.files().forEach((path, hash) -> table.add(List.of(path, hash)));
        table.lines().forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
