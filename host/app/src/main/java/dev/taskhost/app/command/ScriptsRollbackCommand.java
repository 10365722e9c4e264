package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.script.hot.History;
import dev.taskhost.script.hot.History.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    @Parameters(paramLabel = "GENERATION", description = "Its number, or the first digits of its id.")
    private String generation;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--force", description = "Also where that loses texts that no generation has.")
    private boolean force;

    @Mixin
    private CommonOptions common;

    @Mixin
    private FolderOptions folders;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Setup setup = Setups.read(common, folders);
        History history = Generations.read(setup);
        Recorded target = Generations.find(history, generation);
        Map<String, String> now = ScriptFolder.hashes(setup.scripts());
        Map<String, Character> changes = History.changes(now, target.files());
        PrintWriter out = spec.commandLine().getOut();
        if (changes.isEmpty()) {
            out.println("The folder is as generation " + target.number() + " was; nothing to do.");
            return 0;
        }
        refuseLoss(history, now, changes);
        if (!dryRun) {
            for (Map.Entry<String, Character> change : changes.entrySet()) {
                apply(setup.scripts().resolve(change.getKey()), change, target, history);
            }
        }
        changes.forEach((path, kind) -> out.println(word(kind) + " " + path));
        out.println(
                dryRun
                        ? "Nothing was done yet; run it again without --dry-run."
                        : "The folder is as generation " + target.number() + " was. See taskhost scripts.");
        return 0;
    }

    private static String word(char kind) {
        return switch (kind) {
            case '+' -> "restored";
            case '-' -> "removed ";
            default -> "changed ";
        };
    }

    private void refuseLoss(History history, Map<String, String> now, Map<String, Character> changes) {
        List<String> lost = changes.entrySet().stream()
                .filter(change -> change.getValue() != '+')
                .map(Map.Entry::getKey)
                .filter(path ->
                        history.all().stream().noneMatch(each -> each.files().containsValue(now.get(path))))
                .toList();
        if (!lost.isEmpty() && !force) {
            throw CommandException.wrong("The folder has texts that no generation has, and that would be lost: "
                    + String.join(", ", lost) + ". Copy them elsewhere, or give --force.");
        }
    }

    /** The content first, under another name, so that nobody ever sees half of it. */
    private static void apply(Path file, Map.Entry<String, Character> change, Recorded target, History history)
            throws IOException {
        if (change.getValue() == '-') {
            Files.deleteIfExists(file);
            return;
        }
        String hash = target.files().get(change.getKey());
        if (hash == null) {
            throw new IllegalStateException(change.getKey() + " is not in the generation");
        }
        byte[] content = history.copies().read(hash);
        Path folder = Files.createDirectories(file.getParent());
        Path unfinished = folder.resolve("." + file.getFileName() + ".rollback"); // a hidden file is no script
        try {
            Files.write(unfinished, content); // with the rights of any new file: the host's user may be another
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
