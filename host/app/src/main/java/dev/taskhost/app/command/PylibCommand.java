package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.pylib.PythonLibrary;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code taskhost pylib}: where the Python modules for scripts lie, for editors and for tests outside of a host. */
@Command(
        name = "pylib",
        header = "Print the folder of the Python modules that scripts are given.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "It holds the packages libs, models and taskhost, and is made when it is missing. The path stays the same for"
                    + " later versions, so an editor is told it once."
        },
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  PYTHONPATH=$(taskhost pylib) python3 scripts/test_report.py",
            "  VS Code, settings.json: \"python.analysis.extraPaths\": [\"data/pylib/current\"]"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class PylibCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        try {
            var _ = PythonLibrary.unpackInto(setup.library());
        } catch (IOException e) {
            throw CommandException.wrong("The Python modules cannot be put into " + Home.shown(setup.library()) + " ("
                    + e + "). Check the folder's rights and space.");
        }
        spec.commandLine().getOut().println(setup.library().resolve(PythonLibrary.CURRENT));
        return 0;
    }
}
