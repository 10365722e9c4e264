package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.folder.History;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code taskhost scripts rollback}: puts the files of a generation back into the folder. */
@Command(
        name = "rollback",
        header = "Put the scripts of an earlier generation back into the folder.",
        description = {
            "",
            "Files that are no scripts stay as they are. Hosts on this folder take it up as they do any change; it"
                    + " becomes a new generation with the old id, so this can be rolled back as well."
        },
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class ScriptsRollbackCommand implements Callable<Integer> {
    @Mixin
    private RollbackOptions wanted;

    @Mixin
    private CommonOptions common;

    @Mixin
    private FolderOptions folders;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Setup setup = Setups.read(common, folders);
        History history = Generations.scripts(setup);
        new FolderRollback(
                        setup.scripts(),
                        ScriptFolder.hashes(setup.scripts()),
                        history,
                        Generations.find(history, wanted.generation),
                        "taskhost scripts")
                .run(wanted.dryRun, wanted.force, spec.commandLine().getOut());
        return 0;
    }
}
