package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Progress.Report;
import dev.taskhost.core.store.WatchedRow;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost runs KEY}: a task's newest executions, or what one of them printed. */
@Command(
        name = "runs",
        header = "List a task's newest executions, or show what one of them prints.",
        customSynopsis = {
            "taskhost runs [OPTIONS] KEY",
            "       taskhost runs [OPTIONS] --output EXECUTION",
            "       taskhost runs [OPTIONS] --follow EXECUTION"
        },
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  taskhost runs test_interval",
            "  taskhost runs test_interval --limit 1 --full",
            "  taskhost runs --follow 1042"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class RunsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "KEY", description = "The task_key.")
    private @Nullable String key;

    @Option(
            names = "--output",
            paramLabel = "EXECUTION",
            description = "Print what an execution has printed so far; its number is in the list of its task.")
    private @Nullable Long output;

    @Option(
            names = "--follow",
            paramLabel = "EXECUTION",
            description = "The same, and go on while it runs; end once it has ended.")
    private @Nullable Long follow;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most. Default: 20.")
    private int limit;

    @Option(names = "--full", description = "Print each execution's extra whole, with its traceback.")
    private boolean full;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        requireOne();
        if (limit < 1) {
            throw CommandException.misuse("--limit is " + limit + "; give a number from 1 up.");
        }
        Setup setup = Setups.read(common);
        try (JdbcStore store = setup.openPreparedStore()) {
            if (key != null) {
                list(store, key, setup.defaults().zone());
            } else if (follow != null) {
                printOutput(store, follow, true);
            } else if (output != null) {
                printOutput(store, output, false);
            }
        }
        return 0;
    }

    private void requireOne() {
        int given = (key == null ? 0 : 1) + (output == null ? 0 : 1) + (follow == null ? 0 : 1);
        if (given != 1) {
            throw CommandException.misuse("Give one of KEY, --output EXECUTION and --follow EXECUTION, "
                    + (given == 0 ? "as in: taskhost runs test_interval." : "not several."));
        }
    }

    private void list(JdbcStore store, String taskKey, ZoneId zone) {
        WatchedRow task = store.tasks()
                .readByKey(taskKey)
                .orElseThrow(() ->
                        CommandException.wrong("There is no task with the key " + taskKey + "; see taskhost tasks."));
        List<Run> runs = store.history().newest(task.task().id(), limit);
        Map<Long, Report> reports =
                store.progress().read(runs.stream().map(Run::executionId).toList());
        print(
                runs.stream()
                        .map(run -> Shown.of(run, reports.get(run.executionId())))
                        .toList(),
                zone);
    }

    /** The output alone goes to standard output; what became of the execution is said beside it. */
    private void printOutput(JdbcStore store, long executionId, boolean goOn) throws InterruptedException {
        OutputPrinter printer = new OutputPrinter(store, spec.commandLine().getOut(), executionId, json);
        Run run = goOn ? printer.follow() : printer.print();
        spec.commandLine()
                .getErr()
                .println("execution " + executionId + ": "
                        + (run.status() == Status.TODO
                                ? "not ended yet"
                                : run.status().word())
                        + (printer.hasPrinted() ? "" : ", it printed nothing that is kept"));
    }

    private void print(List<Shown> runs, ZoneId zone) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            runs.forEach(run -> out.println(Json.write(object(run))));
        } else if (full) {
            runs.forEach(run -> printFull(out, run, zone));
        } else {
            table(runs, zone).lines().forEach(out::println);
        }
    }

    private static TextTable table(List<Shown> runs, ZoneId zone) {
        TextTable table =
                new TextTable(List.of("EXECUTION", "STATUS", "FIRE TIME", "LATE", "TOOK", "CAUSE", "HOST", "NOTE"));
        for (Shown shown : runs) {
            Run run = shown.run();
            table.add(List.of(
                    Long.toString(run.executionId()),
                    run.status().word(),
                    Times.shown(run.fireAt() == null ? Long.valueOf(run.createdAt() * 1000) : run.fireAt(), zone),
                    Times.between(run.fireAt(), run.startedAt()),
                    Times.between(run.startedAt(), run.endedAt()),
                    cause(run),
                    run.node() == null ? "-" : run.node(),
                    shown.note()));
        }
        return table;
    }

    private static String cause(Run run) {
        String cause = run.node() == null ? "-" : run.cause().word();
        return run.attempt() == 1 ? cause : cause + " #" + run.attempt();
    }

    private static void printFull(PrintWriter out, Shown shown, ZoneId zone) {
        Run run = shown.run();
        String progress = shown.progressText();
        out.println("execution " + run.executionId() + ", " + run.status().word() + ", "
                + Times.shown(run.fireAt(), zone) + ", took " + Times.between(run.startedAt(), run.endedAt())
                + ", trace id " + run.traceId()
                + (run.generation().isEmpty() ? "" : ", on " + run.generation())
                + (progress.isEmpty() ? "" : ", progress " + progress));
        String text = Extra.text(run.extra());
        text.lines().forEach(line -> out.println("    " + line));
    }

    private static Map<String, @Nullable Object> object(Shown shown) {
        Run run = shown.run();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", run.executionId());
        object.put("task_id", run.taskId());
        object.put("status", run.status().word());
        object.put("trace_id", run.traceId());
        object.put("fire_at", Times.iso(run.fireAt()));
        object.put("started_at", Times.iso(run.startedAt()));
        object.put("ended_at", Times.iso(run.endedAt()));
        object.put("created_at", Times.iso(run.createdAt() * 1000));
        object.put("attempt", run.attempt());
        object.put("cause", run.node() == null ? null : run.cause().word());
        object.put("host", run.node());
        object.put("generation", run.generation());
        object.put("extra", run.extra());
        object.put("progress", shown.progressObject());
        return object;
    }
}
