package dev.taskhost.app.command;

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
        exitCodeList = {"0:nothing is wrong", "1:something is, as listed", "2:the command line was wrong"})
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
        if (json) {
            findings.forEach(
                    finding -> out.println(Json.write(Map.of("where", finding.where(), "problem", finding.problem()))));
        } else if (findings.isEmpty()) {
            out.println("Nothing is wrong: " + summary + ".");
        } else {
            TextTable table = new TextTable(List.of("WHERE", "PROBLEM"));
            findings.forEach(finding -> table.add(List.of(finding.where(), finding.problem())));
            table.lines().forEach(out::println);
        }
        return findings.isEmpty() ? 0 : 1;
    }

    private String check(List<Finding> findings) throws InterruptedException, ExecutionException {
        Setup setup;
        try {
            setup = Setups.read(common, folders);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> findings.add(new Finding("configuration", problem)));
            return "";
        }
        Terminal terminal =
                Terminal.of(System.err, LogLevel.ERROR, common.home().environment());
        try (Logs _ = Logs.terminalOnly(terminal, setup.clock());
                Bodies bodies = Bodies.open(setup, VersionProvider.version())) {
            bodies.plugins().problems().forEach(problem -> findings.add(new Finding("plugins", problem)));
            bodies.scripts().validate().get().forEach(problem -> findings.add(new Finding("scripts", problem)));
            bodies.scripts().packageProblems().forEach(problem -> findings.add(new Finding("packages", problem)));
            int rows = checkRows(setup, bodies, findings);
            return "configuration " + setup.configuration().env() + ", "
                    + bodies.lookup().size() + " bodies, " + rows + " rows";
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
            List<RowCheck.Problem> problems = check.check(store.tasks().readAll());
            problems.forEach(problem ->
                    findings.add(new Finding("row " + problem.taskId() + ", " + problem.taskKey(), problem.text())));
            return check.rows();
        } catch (StoreException e) {
            findings.add(new Finding("database", String.valueOf(e.getMessage())));
            return 0;
        }
    }

    private record Finding(String where, String problem) {}
}
