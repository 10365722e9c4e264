package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.store.JdbcStore;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** {@code taskhost tasks}: all tasks, when they fire, and what is wrong with them. */
@Command(
        name = "tasks",
        header = "List the tasks: when each fires next, and what is wrong or waits.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class TasksCommand implements Callable<Integer> {
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
        try (JdbcStore store = setup.openPreparedStore()) {
            List<WatchedRow> rows = store.tasks().readAll();
            if (json) {
                rows.forEach(row -> out.println(Json.write(object(row))));
            } else {
                table(rows, setup.defaults().zone()).lines().forEach(out::println);
                if (Files.isDirectory(setup.scriptHistory())) {
                    Generations.printBroken(Generations.scripts(setup).all(), setup, out);
                }
            }
        }
        return 0;
    }

    private static TextTable table(List<WatchedRow> rows, ZoneId zone) {
        TextTable table =
                new TextTable(List.of("ID", "TASK_KEY", "TRIGGER", "SPEC", "EXECUTE_FUNC", "STATUS", "NEXT", "NOTE"));
        for (WatchedRow row : rows) {
            TaskRow task = row.task();
            ScheduleRow schedule = row.schedule();
            table.add(List.of(
                    Integer.toString(task.id()),
                    task.taskKey(),
                    task.trigger(),
                    task.spec(),
                    task.executeFunc(),
                    task.valid() ? task.status() : "disabled",
                    Times.shown(task.valid() && schedule != null ? schedule.nextFireAt() : null, zone),
                    note(task, schedule)));
        }
        return table;
    }

    private static String note(TaskRow task, @Nullable ScheduleRow schedule) {
        if (schedule == null || !task.valid()) {
            return "";
        }
        if (schedule.rejection() != null) {
            return "rejected: " + schedule.rejection();
        }
        return schedule.pending() == null ? "" : "pending: " + schedule.pending();
    }

    private static Map<String, @Nullable Object> object(WatchedRow row) {
        TaskRow task = row.task();
        ScheduleRow schedule = row.schedule();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", task.id());
        object.put("task_key", task.taskKey());
        object.put("desc", task.desc());
        object.put("execute_func", task.executeFunc());
        object.put("trigger", task.trigger());
        object.put("spec", task.spec());
        object.put("args", task.args());
        object.put("is_valid", task.valid() ? 1 : 0);
        object.put("status", task.status());
        object.put("extra", task.extra());
        object.put("next_fire_at", schedule == null ? null : Times.iso(schedule.nextFireAt()));
        object.put("last_fire_at", schedule == null ? null : Times.iso(schedule.lastFireAt()));
        object.put("rejection", schedule == null ? null : schedule.rejection());
        object.put("pending", schedule == null ? null : schedule.pending());
        return object;
    }
}
