package dev.taskhost.app.command;

import dev.taskhost.app.config.LogLevel;
import dev.taskhost.app.host.Bodies;
import dev.taskhost.app.host.Setup;
import dev.taskhost.app.log.Logs;
import dev.taskhost.app.log.Terminal;
import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.engine.TraceIds;
import dev.taskhost.core.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost call FUNC ARGS…}: runs one body here, for the person writing it; no database is touched. */
@Command(
        name = "call",
        header = "Run one task body here and now, without a row or a database.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it returned; its result is on standard output as JSON", "1:it failed", "2:misuse"},
        footer = {
            "",
            "Examples:",
            "  taskhost call test_interval 1 2 3",
            "  taskhost call reports/daily.py:main --kwargs '{\"days\": 7}'",
            "  taskhost call hello:HelloTask --isolation process",
            "",
            "What the body prints appears on standard error, its result on standard output."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class CallCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FUNC", description = "As a row's execute_func would name it.")
    private String func;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Its arguments: texts, as from a row.")
    private List<String> args = List.of();

    @Option(names = "--kwargs", paramLabel = "JSON", description = "Keyword arguments, as extra.kwargs of a row.")
    private @Nullable String kwargs;

    @Option(names = "--task-key", paramLabel = "KEY", description = "The task_key it is given. Default: FUNC.")
    private @Nullable String taskKey;

    @Option(
            names = "--isolation",
            paramLabel = "WORD",
            description =
                    "Where it runs, as extra.isolation of a row: shared (the default), fresh, cpython or process.")
    private String isolation = "shared";

    @Mixin
    private CommonOptions common;

    @Mixin
    private FolderOptions folders;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        Map<String, @Nullable Object> named = kwargs == null ? Map.of() : Json.readObject(kwargs);
        Isolation where = where();
        Setup setup = Setups.read(common, folders);
        Terminal terminal = Terminal.of(System.err, LogLevel.INFO, common.home().environment());
        try (Logs _ = Logs.terminalOnly(terminal, setup.clock(), setup.masking());
                Bodies bodies = Bodies.open(setup, VersionProvider.version())) {
            Body body = bodies.lookup().find(func);
            if (!body.offers(where)) {
                throw CommandException.wrong(where.refusal(body));
            }
            String key = taskKey == null ? func : taskKey;
            String trace = TraceIds.random().next();
            CompletableFuture<BodyResult> result = new CompletableFuture<>();
            body.start(new BodyCall(key, args, named, 0, trace, BodyOutput.NONE, 0, where), result::complete);
            return report(result.get());
        }
    }

    private Isolation where() {
        return Stream.of(Isolation.values())
                .filter(each -> each.word().equals(isolation))
                .findFirst()
                .orElseThrow(() -> CommandException.misuse("--isolation is '" + isolation + "'; it is one of "
                        + Stream.of(Isolation.values()).map(Isolation::word).collect(Collectors.joining(", ")) + "."));
    }

    private int report(BodyResult result) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return switch (result) {
            case BodyResult.Returned returned -> {
                if (returned.note() != null) {
                    err.println(returned.note());
                }
                out.println(returned.json() == null ? "null" : returned.json());
                yield 0;
            }
            case BodyResult.Failed failed -> fail(err, failed.error());
            case BodyResult.Stopped stopped -> fail(err, stopped.error());
            case BodyResult.NotCallable not -> fail(err, not.reason());
        };
    }

    private static int fail(PrintWriter err, String text) {
        err.println(text.stripTrailing());
        return 1;
    }
}
