package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Recorded;
import dev.taskhost.core.json.Json;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    private static final int MOST_CHANGES = 6;

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
        if (limit < 1) {
            throw CommandException.misuse("--limit is " + limit + "; give a number from 1 up.");
        }
        Setup setup = Setups.read(common);
        List<Recorded> all = Generations.scripts(setup).all();
        PrintWriter out = spec.commandLine().getOut();
        List<Recorded> newest =
                all.subList(Math.max(0, all.size() - limit), all.size()).reversed();
        if (json) {
            newest.forEach(each -> out.println(Json.write(object(each))));
            return 0;
        }
        table(all, newest, setup.defaults().zone()).lines().forEach(out::println);
        Generations.printBroken(all, setup, out);
        return 0;
    }

    private static TextTable table(List<Recorded> all, List<Recorded> newest, ZoneId zone) {
        TextTable table = new TextTable(List.of("GENERATION", "ID", "SINCE", "FILES", "CHANGES"));
        for (Recorded each : newest) {
            int index = all.indexOf(each);
            table.add(List.of(
                    each.number() + (index == all.size() - 1 ? " (current)" : ""),
                    each.id(),
                    Times.shown(Long.valueOf(each.at().toEpochMilli()), zone),
                    Integer.toString(each.files().size()),
                    index == 0 ? "-" : changes(all.get(index - 1), each)));
        }
        return table;
    }

    private static String changes(Recorded before, Recorded after) {
        Map<String, Character> changes = History.changes(before.files(), after.files());
        String head = changes.entrySet().stream()
                .limit(MOST_CHANGES)
                .map(change -> change.getValue() + change.getKey())
                .collect(Collectors.joining(" "));
        return changes.size() > MOST_CHANGES ? head + " and " + (changes.size() - MOST_CHANGES) + " more" : head;
    }

    private static Map<String, @Nullable Object> object(Recorded each) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("generation", each.number());
        object.put("id", each.id());
        object.put("at", each.at().toString());
        object.put("files", each.files());
        Map<String, Object> broken = new LinkedHashMap<>();
        each.broken()
                .forEach((path, bad) -> broken.put(path, Map.of("held_back", bad.heldBack(), "error", bad.error())));
        object.put("broken", broken);
        return object;
    }
}
