package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.folder.History;
import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.packages.Installation;
import dev.taskhost.script.packages.PackagesException;
import dev.taskhost.script.packages.Pip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code taskhost pip install}: from requirements.txt, or from the lock that was made of it, to packages that scripts can import. */
@Command(
        name = "install",
        header = "Install what requirements.txt in the scripts folder asks for.",
        description = {
            "",
            "What it comes to is written to requirements.lock beside it, with exact versions and hashes: commit both. With a lock that"
                    + " fits, exactly that is installed. Running hosts change over by themselves, as with a changed script.",
            "Any other options are pip's, for example --index-url URL, --proxy URL or -v."
        },
        synopsisHeading = "%n",
        customSynopsis = "Usage: taskhost pip install [OPTIONS] [PIP OPTIONS]",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they are installed", "1:they are not, and nothing was changed", "2:misuse"},
        footer = {
            "",
            "Examples:",
            "  taskhost pip install                    as the lock says, or anew where requirements.txt has changed",
            "  taskhost pip install --upgrade          the newest versions that requirements.txt allows",
            "  taskhost pip install --from wheels      from a folder of wheels, without a network",
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class PipInstallCommand implements Callable<Integer> {
    @Option(names = "--from", paramLabel = "DIR", description = "A folder of wheels; no index is asked then.")
    private @Nullable Path from;

    @Option(names = "--upgrade", description = "Look for versions anew, whatever the lock says.")
    private boolean upgrade;

    @Unmatched
    private List<String> pipArguments = new ArrayList<>();

    @Mixin
    private CommonOptions common;

    @Mixin
    private FolderOptions folders;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        refusePackages();
        Path wheels = CommonOptions.typed(from).orElse(null);
        if (wheels != null && !Files.isDirectory(wheels)) {
            throw CommandException.misuse(
                    "--from is " + wheels + ", which is no folder; name one that has wheels in it.");
        }
        Setup setup = Setups.read(common, folders);
        Environments environments = new Environments(setup.packages());
        try {
            Pip pip = new Pip(environments.folder().resolve("pip"), System.out, System.err);
            Installation.Done done = new Installation(setup.scripts(), environments, pip)
                    .install(new Installation.Request(wheels, upgrade, pipArguments));
            spec.commandLine().getOut().println(done.words());
            removeOld(setup, environments, done.lock());
            return 0;
        } catch (PackagesException e) {
            throw CommandException.wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandException.wrong(
                    "The packages cannot be installed (" + e + "); check the free space and the rights of "
                            + setup.packages() + " and " + setup.scripts() + ". Nothing was changed.");
        }
    }

    /** What is installed and not written down would be gone with the next installation. */
    private void refusePackages() {
        String before = "";
        for (String argument : pipArguments) {
            boolean valueOfAnOption = before.startsWith("-") && !before.contains("=");
            if (!argument.startsWith("-") && !valueOfAnOption) {
                throw CommandException.misuse(
                        "'" + argument + "' is no option. Packages are written into " + Environment.REQUIREMENTS
                                + " in the scripts folder, one a line; then run taskhost pip install.");
            }
            before = argument;
        }
    }

    /** Packages of generations that are kept stay, so that a rollback finds them. */
    private static void removeOld(Setup setup, Environments environments, String lock) throws IOException {
        if (Files.isDirectory(setup.scriptHistory())) {
            Set<String> needed = new HashSet<>(Set.of(lock));
            History history = Generations.scripts(setup);
            history.all().forEach(each -> needed.add(each.files().getOrDefault(Environment.LOCK, "")));
            environments.keepOnly(needed);
        }
    }
}
