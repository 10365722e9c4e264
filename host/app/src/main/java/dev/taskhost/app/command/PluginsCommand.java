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

/** {@code taskhost plugins}: the states of this machine's plugins folder that were in charge. */
@Command(
        name = "plugins",
        header = "List the states of the plugins folder, newest first, and what is broken now.",
        description = {
            "",
            "Each change of the plugins folder that is good becomes a generation; executions name the version of their plugin"
                    + " (runs --full) as it stands here."
        },
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        subcommands = PluginsRollbackCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class PluginsCommand implements Callable<Integer> {
    private static final int HASH_DIGITS = 8;

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
        RecordedTable table = new RecordedTable(Generations.plugins(setup).all(), limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            table.newest().forEach(each -> out.println(Json.write(object(each))));
            return 0;
        }
        table.lines("PLUGINS", PluginsCommand::shown, setup.defaults().zone()).forEach(out::println);
        if (!table.all().isEmpty()) {
            table.all().getLast().broken().values().forEach(bad -> {
                out.println();
                out.println(bad.error());
            });
        }
        return 0;
    }

    private static String shown(Recorded each) {
        return each.files().isEmpty() ? "-" : String.join(", ", versions(each).values());
    }

    /** As executions name them, by file: {@code hello 1.2 9b01c2d3}. */
    private static Map<String, String> versions(Recorded each) {
        Map<String, String> versions = new LinkedHashMap<>();
        each.files()
                .forEach((file, hash) -> versions.put(
                        file, each.labels().getOrDefault(file, file) + " " + hash.substring(0, HASH_DIGITS)));
        return versions;
    }

    private static Map<String, @Nullable Object> object(Recorded each) {
        Map<String, @Nullable Object> object = RecordedTable.object(each);
        object.put("plugins", versions(each));
        Map<String, Object> broken = new LinkedHashMap<>();
        each.broken().forEach((file, bad) -> broken.put(file, bad.error()));
        object.put("broken", broken);
        return object;
    }
}
