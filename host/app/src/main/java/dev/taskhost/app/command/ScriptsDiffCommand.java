package dev.taskhost.app.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.taskhost.app.host.Setup;
import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost scripts diff}: what changed between two generations, or between one and the folder. */
@Command(
        name = "diff",
        header = "Print what changed between two generations, as a unified diff.",
        description = {
            "",
            "Without arguments: from the one before to the current one. The word folder stands for what lies in the"
                    + " scripts folder now."
        },
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class ScriptsDiffCommand implements Callable<Integer> {
    private static final int CONTEXT = 3;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FROM",
            description = "A generation: its number, or the first digits of its id.")
    private @Nullable String from;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "Another. Default: the current one.")
    private @Nullable String to;

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
        List<Recorded> all = history.all();
        if (all.isEmpty() || (from == null && all.size() < 2)) {
            throw CommandException.wrong(
                    "There is only one generation yet, so nothing has changed; see taskhost scripts.");
        }
        Texts before = from == null ? of(history, all.get(all.size() - 2)) : named(setup, history, from);
        Texts after = to == null ? of(history, all.getLast()) : named(setup, history, to);
        print(before, after);
        return 0;
    }

    /** Texts by hash. */
    private interface Reader {
        byte[] read(String path, String hash) throws IOException;
    }

    private record Texts(Map<String, String> hashes, Reader reader) {
        List<String> lines(String path) throws IOException {
            String hash = hashes.get(path);
            if (hash == null) {
                return List.of();
            }
            return new String(reader.read(path, hash), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Texts of(History history, Recorded recorded) {
        Copies copies = history.copies();
        return new Texts(recorded.files(), (path, hash) -> copies.read(hash));
    }

    private static Texts named(Setup setup, History history, String name) throws IOException {
        if (name.equals("folder")) {
            return new Texts(
                    ScriptFolder.hashes(setup.scripts()),
                    (path, hash) -> Files.readAllBytes(setup.scripts().resolve(path)));
        }
        return of(history, Generations.find(history, name));
    }

    private void print(Texts before, Texts after) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (String path : History.changes(before.hashes(), after.hashes()).keySet()) {
            List<String> old = before.lines(path);
            List<String> now = after.lines(path);
            String oldName = before.hashes().containsKey(path) ? "a/" + path : "/dev/null";
            String newName = after.hashes().containsKey(path) ? "b/" + path : "/dev/null";
            UnifiedDiffUtils.generateUnifiedDiff(oldName, newName, old, DiffUtils.diff(old, now), CONTEXT)
                    .forEach(out::println);
        }
    }
}
