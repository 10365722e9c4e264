package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.sql.SqlRunner;
import dev.taskhost.core.store.Wake;
import dev.taskhost.store.JdbcStore;
import dev.taskhost.store.sql.SqlScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost sql}: runs SQL on the configured database, the embedded one too, also while the host runs. */
@Command(
        name = "sql",
        header = "Run SQL on the configured database, also while the host runs.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a statement failed; those before it stay done", "2:the command line was wrong"},
        footer = {
            "",
            "Examples:",
            "  taskhost sql -e \"SELECT * FROM task\"",
            "  taskhost sql -e \"UPDATE task SET spec='10' WHERE task_key='test_interval'\"",
            "  taskhost sql rows.sql",
            "  taskhost sql < rows.sql",
            "",
            "With a [default] in redis.toml running hosts are told of changes at once; else they look every watch_seconds.",
            "desc and trigger are reserved words: write `desc` and `trigger` in backquotes."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class SqlCommand implements Callable<Integer> {
    private static final int SHOWN_SQL = 200;

    @Option(names = "-e", paramLabel = "SQL", description = "Statements, with semicolons between them.")
    private @Nullable String statements;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A file of statements. Default: standard input.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print rows as JSON, one object a line.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        if (statements != null && file != null) {
            throw CommandException.misuse("Give either -e or a file, not both.");
        }
        Setup setup = Setups.read(common);
        String text = text();
        try (Wake wake = setup.openWake(); // first, so that it connects while the store does
                JdbcStore store = setup.openPreparedStore();
                Connection connection = store.connect()) {
            SqlRunner runner = new SqlRunner(connection, spec.commandLine().getOut(), json);
            for (String statement : SqlScript.asMySql(text, store.dialect())) {
                if (run(runner, statement)) {
                    wake.signal();
                }
            }
        }
        return 0;
    }

    /** Answers whether it may have changed something. */
    private static boolean run(SqlRunner runner, String statement) {
        try {
            return runner.run(statement);
        } catch (SQLException e) {
            String shown = statement.length() <= SHOWN_SQL ? statement : statement.substring(0, SHOWN_SQL) + "…";
            throw CommandException.wrong("The database refused: " + e.getMessage() + "\n  in: " + shown);
        }
    }

    private String text() {
        if (statements != null) {
            return statements;
        }
        try {
            return file == null
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file.toAbsolutePath());
        } catch (IOException e) {
            throw CommandException.wrong("The statements cannot be read: " + e + ".");
        }
    }
}
