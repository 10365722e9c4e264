package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.folder.History;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code taskhost plugins rollback}: puts the jars of a state back into the folder. */
@Command(
        name = "rollback",
        header = "Put the jars and zips of an earlier state back into the plugins folder.",
        description = {
            "",
            "Other files stay as they are. A host on this folder takes it up as it does any change, or at its next start; it"
                    + " becomes a new state with the old id, so this can be rolled back as well."
        },
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class PluginsRollbackCommand implements Callable<Integer> {
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
        History history = Generations.plugins(setup);
        new FolderRollback(
                        setup.plugins(),
                        PluginHashes.of(setup.plugins()),
                        history,
                        Generations.find(history, wanted.generation),
                        "taskhost plugins")
                .run(wanted.dryRun, wanted.force, spec.commandLine().getOut());
        return 0;
    }
}
