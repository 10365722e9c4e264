package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.Nodes.Row;
import dev.taskhost.store.JdbcStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taskhost nodes}: the hosts of this database. */
@Command(
        name = "nodes",
        header = "List the hosts: which live, what they run, how their clocks go.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class NodesCommand implements Callable<Integer> {
    private static final Duration CLOCK_LIMIT = Duration.ofMinutes(1);
    private static final int LATE_BEATS = 2;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        PrintWriter out = spec.commandLine().getOut();
        Duration heartbeat = setup.configuration().common().scheduler().heartbeat();
        Duration deadAfter = setup.configuration().common().scheduler().deadAfter();
        try (JdbcStore store = setup.openPreparedStore()) {
            List<Row> rows = store.nodes().list();
            if (json) {
                rows.forEach(row -> out.println(Json.write(object(row, state(row, heartbeat, deadAfter)))));
            } else {
                table(rows, heartbeat, deadAfter, setup.defaults().zone())
                        .lines()
                        .forEach(out::println);
            }
        }
        return 0;
    }

    private static TextTable table(List<Row> rows, Duration heartbeat, Duration deadAfter, ZoneId zone) {
        TextTable table = new TextTable(List.of(
                "HOST", "STATE", "HEARTBEAT", "RUNNING", "WAITING", "CLOCK", "VERSION", "PROCESS", "SINCE", "NOTE"));
        for (Row row : rows) {
            String state = state(row, heartbeat, deadAfter);
            boolean live = row.state().equals("live");
            table.add(List.of(
                    row.node().node(),
                    state,
                    Times.between(0L, Long.valueOf(Math.max(0, row.silentMillis()))) + " ago",
                    live ? Integer.toString(row.report().running()) : "-",
                    live ? Integer.toString(row.report().load().waiting()) : "-",
                    live ? clock(row) : "-",
                    row.node().version().isEmpty() ? "-" : row.node().version(),
                    row.node().pid() == 0
                            ? "-"
                            : row.node().pid() + " at " + row.node().place(),
                    Times.shown(row.startedAt(), zone),
                    note(row, state)));
        }
        return table;
    }

    /** As stored, but that one which is silent for two heartbeats is late, and one that nobody declared dead yet is dead. */
    private static String state(Row row, Duration heartbeat, Duration deadAfter) {
        if (!row.state().equals("live")) {
            return row.state();
        }
        if (row.silentMillis() >= deadAfter.toMillis()) {
            return "dead";
        }
        return row.silentMillis() > heartbeat.multipliedBy(LATE_BEATS).toMillis() ? "late" : "live";
    }

    private static String clock(Row row) {
        long offset = row.report().offsetMillis();
        return (offset > 0 ? "+" : "") + offset + " ms ±" + row.report().uncertaintyMillis();
    }

    private static String note(Row row, String state) {
        List<String> notes = new ArrayList<>();
        if (state.equals("late")) {
            notes.add("its heartbeat is late: frozen, overloaded, or cut off from the database?");
        }
        if (row.state().equals("live") && Math.abs(row.report().offsetMillis()) > CLOCK_LIMIT.toMillis()) {
            notes.add("its clock is more than a minute off; does it have a time service (NTP)?");
        }
        int abandoned = row.report().load().abandoned();
        if (row.state().equals("live") && abandoned > 0) {
            notes.add(abandoned + (abandoned == 1 ? " thread" : " threads")
                    + " of tasks could not be stopped and still use the process; its log names them.");
        }
        return String.join(" ", notes);
    }

    private static Map<String, @Nullable Object> object(Row row, String state) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("host", row.node().node());
        object.put("state", state);
        object.put("silent_ms", row.silentMillis());
        object.put("started_at", Times.iso(row.startedAt()));
        object.put("running", row.report().running());
        object.put("waiting", row.report().load().waiting());
        object.put("abandoned", row.report().load().abandoned());
        object.put("clock_offset_ms", row.report().offsetMillis());
        object.put("clock_uncertainty_ms", row.report().uncertaintyMillis());
        object.put("version", row.node().version());
        object.put("pid", row.node().pid());
        object.put("place", row.node().place());
        return object;
    }
}
