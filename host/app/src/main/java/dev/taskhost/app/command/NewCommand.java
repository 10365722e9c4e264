package dev.taskhost.app.command;

import dev.taskhost.app.scaffold.BadNameException;
import dev.taskhost.app.scaffold.BodyName;
import dev.taskhost.app.scaffold.Kind;
import dev.taskhost.app.scaffold.Scaffold;
import dev.taskhost.core.text.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost new py|js|plugin NAME}: writes a body, its test and its row, and says what to do with them. */
@Command(
        name = "new",
        header = "Write a new task: its body, a test and the SQL of its row.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Existing files are never overwritten.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the files were written",
            "1:a file exists already or cannot be written",
            "2:the command line was wrong"
        },
        footer = {
            "",
            "Examples:",
            "  taskhost new py clean_orders           scripts/clean_orders.py",
            "  taskhost new py reports/daily          scripts/reports/daily.py",
            "  taskhost new js ping                   scripts/ping.mjs",
            "  taskhost new plugin invoices           plugins/invoices/, a Maven project"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class NewCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "py|js|plugin",
            description = "What to write the body in: a Python file, a JavaScript module, or a Java plugin.")
    private String kindTyped;

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "The task's name, for example clean_orders; py and js take folders in front of it.")
    private String name;

    @Mixin
    private FolderOptions folders;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Kind kind = kind(kindTyped);
        Path scripts = folders.scripts().orElse(common.home().folder().resolve("scripts"));
        Path plugins = folders.plugins().orElse(common.home().folder().resolve("plugins"));
        refuseFile(kind == Kind.PLUGIN ? plugins : scripts);
        Scaffold scaffold = new Scaffold(scripts, plugins, common.home().lib(), VersionProvider.version());
        report(kind, write(scaffold, kind));
        return 0;
    }

    private static Kind kind(String typed) {
        List<String> words = Arrays.stream(Kind.values()).map(Kind::word).toList();
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(typed))
                .findFirst()
                .orElseThrow(
                        () -> CommandException.misuse("'" + typed + "' is nothing that can be written; it is one of "
                                + String.join(", ", words) + "." + didYouMean(typed, words)));
    }

    private Scaffold.Written write(Scaffold scaffold, Kind kind) {
        try {
            return scaffold.write(kind, BodyName.of(kind, name));
        } catch (BadNameException e) {
            throw CommandException.misuse(String.valueOf(e.getMessage()));
        } catch (FileAlreadyExistsException e) {
            throw CommandException.wrong(Home.shown(Path.of(e.getFile()))
                    + " exists already, and nothing was written. Choose another name, or remove that file first.");
        } catch (IOException e) {
            throw CommandException.wrong(
                    "The files cannot be written: " + e + ". Check the folder's rights and space.");
        }
    }

    private static void refuseFile(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.misuse(Home.shown(folder) + " is a file; give a folder.");
        }
    }

    private void report(Kind kind, Scaffold.Written written) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Written:");
        written.files().forEach(file -> out.println("  " + Home.shown(file)));
        out.println("Next:");
        steps(kind, written).forEach(step -> out.println("  " + step));
    }

    private List<String> steps(Kind kind, Scaffold.Written written) {
        String taskhost = launcher();
        String body = quoted(written.files().get(0));
        String test = quoted(written.files().get(1));
        String row = quoted(written.files().get(2));
        String proof = switch (kind) {
            case PY -> "python3 " + test;
            case JS -> "node --test " + test;
            case PLUGIN -> "mvn -f " + quoted(written.files().get(3)) + " package";
        };
        String proves = kind == Kind.PLUGIN ? "tests it and drops its jar into the plugins folder" : "tests it";
        return List.of(
                "edit " + body,
                proof + "    # " + proves,
                taskhost + " call " + written.executeFunc() + " 1 2    # runs it once, without a row",
                taskhost + " sql " + row + "    # registers it; look at the spec first");
    }

    private String launcher() {
        String shown = Home.shown(common.home().folder().resolve("taskhost"));
        return shown.startsWith("/") ? shown : "./" + shown;
    }

    private static String quoted(Path file) {
        String shown = Home.shown(file);
        return shown.matches("[\\w./+-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    private static String didYouMean(String typed, Collection<String> known) {
        return Nearest.of(typed, known)
                .map(word -> " Did you mean " + word + "?")
                .orElse("");
    }
}
