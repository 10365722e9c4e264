package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Requests.FireResult;
import dev.taskhost.core.store.Wake;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.store.JdbcStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost fire KEY [ARGS…]}: has a running host run a task now. */
@Command(
        name = "fire",
        header = "Have a running host run a task now.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        description = "The run is recorded as any other. It waits while the task runs, and its fire times stay as they"
                + " are. To try a function without a host, see: taskhost call",
        descriptionHeading = "%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Examples:", "  taskhost fire nightly_report", "  taskhost fire nightly_report --wait 2026-11-01"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class FireCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KEY", description = "The task_key.")
    private String key;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGS",
            description = "Arguments for this run instead of the task's own; texts, one each.")
    private List<String> args = List.of();

    @Option(
            names = "--wait",
            description = "Wait until it has ended, retries included; exit code 0 when it succeeded, else 1.")
    private boolean wait;

    @Option(names = "--force", description = "Run it although the task is disabled.")
    private boolean force;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Setup setup = Setups.read(common);
        try (Wake wake = setup.openWake(); // first, so that it connects while the store does
                JdbcStore store = setup.openPreparedStore()) {
            return switch (store.requests().fire(key, args.isEmpty() ? null : args, force)) {
                case FireResult.Queued queued -> {
                    wake.signal();
                    yield queued(store, queued);
                }
                case FireResult.NoTask none -> throw CommandException.wrong(noTask(store));
                case FireResult.Disabled disabled ->
                    throw CommandException.wrong(
                            "Task " + key + " is disabled (is_valid is 0); to run it all the same, add --force.");
            };
        }
    }

    private int queued(JdbcStore store, FireResult.Queued queued) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!wait) {
            out.println(
                    key + ": a running host runs it within a second, or once it is free; see: taskhost runs " + key);
            return 0;
        }
        Run run = new RunWait(store).awaitEnd(queued.taskId(), queued.fireAt());
        out.println(key + ": " + run.status().word() + ", execution " + run.executionId() + attempt(run) + ", took "
                + Times.between(run.startedAt(), run.endedAt()) + note(run));
        return run.status() == Status.SUCCESS ? 0 : 1;
    }

    private static String attempt(Run run) {
        return run.attempt() == 1 ? "" : ", attempt " + run.attempt();
    }

    private static String note(Run run) {
        String note = Extra.note(run.extra());
        return note.isEmpty() ? "" : ": " + note;
    }

    private String noTask(JdbcStore store) {
        List<String> keys = store.tasks().readAll().stream()
                .map(row -> row.task().taskKey())
                .toList();
        List<String> near = Nearest.to(key, keys, 3);
        return "There is no task with the key " + key
                + (near.isEmpty() ? "; see taskhost tasks." : "; did you mean " + String.join(", ", near) + "?");
    }

    /** Follows a run through its attempts by reading the tables. */
    private record RunWait(JdbcStore store) {
        private static final Duration PAUSE = Duration.ofMillis(100);

        Run awaitEnd(int taskId, long fireAt) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                int tried = attempt;
                Run ended = Polling.until(PAUSE, () -> ended(taskId, fireAt, tried));
                if (!follows(taskId, fireAt, attempt + 1)) {
                    return ended;
                }
            }
        }

        private Optional<Run> ended(int taskId, long fireAt, int attempt) {
            return store.history().byFireTime(taskId, fireAt, attempt).filter(run -> run.status() != Status.TODO);
        }

        private boolean follows(int taskId, long fireAt, int attempt) {
            return store.requests().waits(taskId, fireAt, attempt)
                    || store.history().byFireTime(taskId, fireAt, attempt).isPresent();
        }
    }
}
