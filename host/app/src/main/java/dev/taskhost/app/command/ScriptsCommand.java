package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.folder.History.Recorded;
import dev.taskhost.core.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taskhost scripts}: the states of this machine's scripts folder that were in charge. */
@Command(
        name = "scripts",
        header = "List the generations of scripts, newest first, and what is broken now.",
        description = {
            "",
            "Each change of the scripts folder that is good becomes a generation; executions name theirs (runs --full)."
        },
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        subcommands = {ScriptsShowCommand.class, ScriptsDiffCommand.class, ScriptsRollbackCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class ScriptsCommand implements Callable<Integer> {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most. Default: 20.")
    private int limit;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        RecordedTable table = new RecordedTable(Generations.scripts(setup).all(), limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            table.newest().forEach(each -> out.println(Json.write(object(each))));
            return 0;
        }
        table.lines(
                        "FILES",
                        each -> Integer.toString(each.files().size()),
                        setup.defaults().zone())
                .forEach(out::println);
        Generations.printBroken(table.all(), setup, out);
        return 0;
    }

    private static Map<String, @Nullable Object> object(Recorded each) {
        Map<String, @Nullable Object> object = RecordedTable.object(each);
        Map<String, Object> broken = new LinkedHashMap<>();
        each.broken()
                .forEach((path, bad) -> broken.put(path, Map.of("held_back", bad.heldBack(), "error", bad.error())));
        object.put("broken", broken);
        return object;
    }
}
