package dev.taskhost.app.command;

import dev.taskhost.app.config.Configuration;
import dev.taskhost.app.config.ConfigurationException;
import dev.taskhost.app.config.LogLevel;
import dev.taskhost.app.host.Bodies;
import dev.taskhost.app.host.RowCheck;
import dev.taskhost.app.host.Setup;
import dev.taskhost.app.log.Logs;
import dev.taskhost.app.log.Terminal;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.notice.route.Routes;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.store.JdbcStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taskhost check}: everything that can be wrong before a night begins. */
@Command(
        name = "check",
        header = "Check configuration, scripts, plugins, database and every task row.",
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong, but there may be warnings",
            "1:something is, as listed",
            "2:the command line was wrong"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class CheckCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print problems as JSON, one object a line.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Mixin
    private FolderOptions folders;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        List<Finding> findings = new ArrayList<>();
        String summary = check(findings);
        PrintWriter out = spec.commandLine().getOut();
        boolean good = findings.stream().allMatch(Finding::warning);
        if (json) {
            findings.forEach(finding -> out.println(Json.write(finding.fields())));
            return good ? 0 : 1;
        }
        if (!findings.isEmpty()) {
            TextTable table = new TextTable(List.of("WHERE", "PROBLEM"));
            findings.forEach(finding -> table.add(List.of(finding.where(), finding.told())));
            table.lines().forEach(out::println);
        }
        if (good) {
            out.println("Nothing is wrong: " + summary + ".");
        }
        return good ? 0 : 1;
    }

    private String check(List<Finding> findings) throws InterruptedException, ExecutionException {
        Setup setup;
        try {
            setup = Setups.read(common, folders);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> findings.add(new Finding("configuration", problem)));
            return "";
        }
        Configuration configuration = setup.configuration();
        configuration.warnings().forEach(warning -> findings.add(new Finding("configuration", warning, true)));
        Terminal terminal =
                Terminal.of(System.err, LogLevel.ERROR, common.home().environment());
        try (Logs _ = Logs.terminalOnly(terminal, setup.clock(), setup.masking());
                Bodies bodies = Bodies.open(setup, VersionProvider.version())) {
            bodies.plugins()
                    .problems()
                    .forEach(problem -> findings.add(new Finding("plugins", masked(setup, problem))));
            bodies.scripts()
                    .validate()
                    .get()
                    .forEach(problem -> findings.add(new Finding("scripts", masked(setup, problem))));
            bodies.scripts().packageProblems().forEach(problem -> findings.add(new Finding("packages", problem)));
            int rows = checkRows(setup, bodies, findings);
            return "configuration " + configuration.env() + ", "
                    + bodies.lookup().size() + " bodies, " + rows + (rows == 1 ? " row" : " rows");
        }
    }

    private static int checkRows(Setup setup, Bodies bodies, List<Finding> findings)
            throws InterruptedException, ExecutionException {
        try (JdbcStore store = setup.openPreparedStore()) {
            NoticeSettings notice = setup.configuration().common().notice();
            RowCheck check = new RowCheck(
                    setup.defaults(),
                    bodies.lookup(),
                    notice.enabled() ? Optional.of(new Routes(notice)) : Optional.empty());
            List<RowCheck.Problem> problems = check.check(tasks(store, findings));
            problems.forEach(problem ->
                    findings.add(new Finding("row " + problem.taskId() + ", " + problem.taskKey(), problem.text())));
            return check.rows();
        } catch (StoreException e) {
            findings.add(new Finding("database", String.valueOf(e.getMessage())));
            return 0;
        }
    }

    /** The tasks, also of a team whose tables no host has worked on yet: that is when people check. */
    private static List<WatchedRow> tasks(JdbcStore store, List<Finding> findings) {
        List<String> missing = store.missingTables();
        if (missing.isEmpty() || missing.contains("task")) {
            return store.tasks().readAll(); // where there is no table task, it says what to do
        }
        findings.add(new Finding(
                "database",
                "these tables are not there yet; the first `taskhost run` makes them, or an administrator with"
                        + " conf/schema.sql: " + String.join(", ", missing),
                true));
        return store.unscheduledTasks();
    }

    /** What bodies say while they are loaded. */
    private static String masked(Setup setup, String problem) {
        return setup.masking().mask(problem);
    }

    /** Something that is wrong, or, as a warning, may not be meant. */
    private record Finding(String where, String problem, boolean warning) {
        Finding(String where, String problem) {
            this(where, problem, false);
        }

        String told() {
            return warning ? "Warning: " + problem : problem;
        }

        Map<String, Object> fields() {
            return warning
                    ? Map.of("where", where, "problem", problem, "warning", true)
                    : Map.of("where", where, "problem", problem);
        }
    }
}
