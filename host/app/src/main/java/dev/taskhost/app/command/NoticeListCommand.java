package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.notice.Alarms.Alarm;
import dev.taskhost.core.notice.Outbox.Waiting;
import dev.taskhost.store.JdbcStore;
import java.io.PrintWriter;
import java.time.ZoneId;
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

/** {@code taskhost notice list}: what is wrong now, and what waits to be told. */
@Command(
        name = "list",
        header = "Show open alarms, and notices that wait to be sent.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class NoticeListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many of each. Default: 100.")
    private int limit;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        PrintWriter out = spec.commandLine().getOut();
        try (JdbcStore store = setup.openPreparedStore()) {
            List<Alarm> alarms = store.alarms().list(limit);
            List<Waiting> waiting = store.outbox().waiting(limit);
            if (json) {
                alarms.forEach(alarm -> out.println(Json.write(object(alarm))));
                waiting.forEach(notice -> out.println(Json.write(object(notice))));
                return 0;
            }
            if (alarms.isEmpty() && waiting.isEmpty()) {
                out.println("No alarm is open, and no notice waits.");
            }
            ZoneId zone = setup.defaults().zone();
            if (!alarms.isEmpty()) {
                table(alarms, zone).lines().forEach(out::println);
            }
            if (!waiting.isEmpty()) {
                waitingTable(waiting, zone).lines().forEach(out::println);
            }
        }
        return 0;
    }

    private static TextTable table(List<Alarm> alarms, ZoneId zone) {
        TextTable table = new TextTable(List.of("TASK", "ALARM", "SINCE", "LAST", "TIMES", "EXECUTION", "TOLD", "BY"));
        for (Alarm alarm : alarms) {
            table.add(List.of(
                    alarm.taskKey(),
                    alarm.event().word(),
                    Times.shown(alarm.openedAt(), zone),
                    Times.shown(alarm.lastAt(), zone),
                    Long.toString(alarm.count()),
                    alarm.executionId() == 0 ? "-" : Long.toString(alarm.executionId()),
                    alarm.senders().isEmpty() ? "-" : Times.shown(alarm.toldAt(), zone),
                    alarm.senders().isEmpty() ? "nobody" : String.join(", ", alarm.senders())));
        }
        return table;
    }

    private static TextTable waitingTable(List<Waiting> waiting, ZoneId zone) {
        TextTable table =
                new TextTable(List.of("WAITS FOR", "TASK ID", "NOTICE", "SINCE", "NOT BEFORE", "TRIES", "NOTE"));
        for (Waiting notice : waiting) {
            table.add(List.of(
                    notice.sender(),
                    Integer.toString(notice.taskId()),
                    notice.event().word(),
                    Times.shown(notice.createdAt(), zone),
                    Times.shown(notice.dueAt(), zone),
                    Integer.toString(notice.tries()),
                    notice.error() == null ? "" : notice.error()));
        }
        return table;
    }

    private static Map<String, @Nullable Object> object(Alarm alarm) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", "alarm");
        object.put("task_id", alarm.taskId());
        object.put("task_key", alarm.taskKey());
        object.put("event", alarm.event().word());
        object.put("opened_at", Times.iso(alarm.openedAt()));
        object.put("last_at", Times.iso(alarm.lastAt()));
        object.put("times", alarm.count());
        object.put("execution_id", alarm.executionId() == 0 ? null : alarm.executionId());
        object.put("told_at", Times.iso(alarm.toldAt()));
        object.put("senders", alarm.senders());
        return object;
    }

    private static Map<String, @Nullable Object> object(Waiting notice) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", "notice");
        object.put("sender", notice.sender());
        object.put("task_id", notice.taskId());
        object.put("event", notice.event().word());
        object.put("created_at", Times.iso(notice.createdAt()));
        object.put("due_at", Times.iso(notice.dueAt()));
        object.put("tries", notice.tries());
        object.put("error", notice.error());
        return object;
    }
}
