package dev.taskhost.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the command line answers, right or wrong. */
class CommandLineTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Home home() {
        return new Home(folder, folder.resolve("lib"), Map.of());
    }

    private int run(CommandLine line, String... args) {
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private int run(String... args) {
        return run(Main.commandLine(home()), args);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"           | No command was given; taskhost run starts the host. See: taskhost --help",
                "nwe          | Unknown command 'nwe'. Did you mean new? See: taskhost --help",
                "frobnicate   | Unknown command 'frobnicate'. See: taskhost --help",
                "--hlep       | Unknown option '--hlep'. Did you mean --help? See: taskhost --help",
                "new py x --scrpits=y | Unknown option '--scrpits'. Did you mean --scripts? See: taskhost new --help",
                "new py x y   | Unexpected argument 'y'. See: taskhost new --help",
                "new py       | Missing required parameter: 'NAME'. See: taskhost new --help",
                "new py x --env | Missing required parameter for option '--env' (NAME). See: taskhost new --help",
                "runs         | Give one of KEY, --output EXECUTION and --follow EXECUTION, as in: taskhost runs test_interval.",
                "runs x --follow 7 | Give one of KEY, --output EXECUTION and --follow EXECUTION, not several.",
                "runs --follow x | Invalid value for option '--follow': 'x' is not a long. See: taskhost runs --help",
                "new pyy x    | 'pyy' is nothing that can be written; it is one of py, js, plugin. Did you mean py?"
            })
    void answersMisuseWithOneSentence(String typed, String sentence) {
        int code = run(typed.isEmpty() ? new String[0] : typed.split(" ", -1));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(sentence + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpTellsCommandsExamplesAndExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: taskhost COMMAND", "taskhost run --env online", "TASKHOST_JAVA_HOME")
                .contains("0   done", "1   something was found wrong", "2   the command line was wrong")
                .containsPattern("(?m)^ +new +Write a new task");
    }

    @Test
    void everyCommandTakesTheCommonOptions() {
        Main.commandLine(home())
                .getSubcommands()
                .forEach((name, command) -> assertThat(command.getCommandSpec().optionsMap())
                        .as(name)
                        .containsKeys("--env", "--conf", "--data", "--help"));
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString())
                .containsPattern("^taskhost \\d+\\.\\d+\\.\\d+\\S*\n")
                .contains("Java 2");
    }

    @Test
    void spokenFailuresAreJustTheirMessage() {
        assertThat(run(failing(new IllegalArgumentException("the table is missing; create it")), "fail"))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("the table is missing; create it" + System.lineSeparator());
    }

    @Test
    void theCommandsOwnFailuresSetTheExitCode() {
        assertThat(run(failing(CommandException.misuse("no")), "fail")).isEqualTo(2);
        assertThat(run(failing(CommandException.wrong("no")), "fail")).isEqualTo(1);
    }

    @Test
    void unexpectedFailuresLeaveTheirDetailsInAFile() throws IOException {
        assertThat(run(failing(new IllegalStateException("odd", new IOException("deep"))), "fail"))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(2).contains("taskhost fail failed in a way it should not", "odd");
        try (var files = Files.list(folder.resolve("logs"))) {
            Path file = files.findFirst().orElseThrow();
            assertThat(err.toString()).contains(file.toString());
            assertThat(file).content().contains("Caused by: java.io.IOException: deep", "Java " + Runtime.version());
        }
    }

    @Test
    void unexpectedFailuresAreToldInFullWhenNoFileCanBeWritten() throws IOException {
        Files.writeString(folder.resolve("logs"), "a file where the folder should be");
        run(failing(new IllegalStateException("odd")), "fail");
        assertThat(err.toString()).contains("could not be written", "at dev.taskhost.app.command");
    }

    @Test
    void pathsCountFromTheWorkingDirectoryWhenTypedAndFromHomeWhenNot() {
        Options typed = options("--conf", "a", "--data", "b", "--env", "test");
        assertThat(typed.common.conf()).isEqualTo(Path.of("a").toAbsolutePath());
        assertThat(typed.common.data()).contains(Path.of("b").toAbsolutePath());
        assertThat(typed.common.env()).isEqualTo("test");
        Options none = options();
        assertThat(none.common.conf()).isEqualTo(folder.resolve("conf"));
        assertThat(none.common.data()).isEmpty();
        assertThat(none.common.env()).isEqualTo("local");
    }

    @Test
    void appEnvPicksTheEnvironmentUnlessBlank() {
        assertThat(new CommonOptions(new Home(folder, folder, Map.of("APP_ENV", " online "))).env())
                .isEqualTo("online");
        assertThat(new CommonOptions(new Home(folder, folder, Map.of("APP_ENV", " "))).env())
                .isEqualTo("local");
    }

    @Test
    void homeIsWhatTheLauncherSays() {
        Properties properties = new Properties();
        properties.setProperty("taskhost.home", "/opt/taskhost");
        assertThat(Home.of(properties, Map.of()).lib()).isEqualTo(Path.of("/opt/taskhost/lib"));
        properties.setProperty("taskhost.lib", "/build/lib");
        assertThat(Home.of(properties, Map.of()).lib()).isEqualTo(Path.of("/build/lib"));
        assertThat(Home.of(properties, Map.of()).folder()).isEqualTo(Path.of("/opt/taskhost"));
    }

    private Options options(String... args) {
        Options options = new Options(new CommonOptions(home()));
        new CommandLine(options).parseArgs(args);
        return options;
    }

    private CommandLine failing(Exception failure) {
        CommandLine line = Main.commandLine(home()).addSubcommand(new Failing(failure));
        return line.setExecutionExceptionHandler(new FailureHandler(home(), Set.of(IllegalArgumentException.class)));
    }

    /** A command with the common options only. */
    @Command(name = "options")
    private static final class Options {
        @Mixin
        private final CommonOptions common;

        private Options(CommonOptions common) {
            this.common = common;
        }
    }

    /** A command that fails as it is told. */
    @Command(name = "fail")
    private record Failing(Exception failure) implements java.util.concurrent.Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
