package dev.taskhost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Ends a failed command: what the user can act on is one message; anything else is our fault, and is answered with a
 * short block and a file that holds the details. Thread-safe.
 */
public final class FailureHandler implements IExecutionExceptionHandler {
    private final Home home;
    private final Set<Class<? extends Exception>> spoken;

    /**
     * @param home its {@code logs} folder takes the details
     * @param spoken exceptions, with their subclasses, whose message is written for the user
     */
    public FailureHandler(Home home, Set<Class<? extends Exception>> spoken) {
        this.home = home;
        this.spoken = Set.copyOf(spoken);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        if (failure instanceof CommandException known) {
            line.getErr().println(known.getMessage());
            return known.exitCode();
        }
        if (spoken.stream().anyMatch(type -> type.isInstance(failure))) {
            line.getErr().println(failure.getMessage());
        } else {
            unexpected(failure, line);
        }
        return line.getCommandSpec().exitCodeOnExecutionException();
    }

    private void unexpected(Exception failure, CommandLine line) {
        PrintWriter err = line.getErr();
        String details = details(failure, line);
        err.println(line.getCommandSpec().qualifiedName() + " failed in a way it should not: " + failure);
        try {
            err.println("The details are in " + Home.shown(keep(details)) + "; please report them with what you did.");
        } catch (IOException e) {
            err.println("The details, because they could not be written to a file (" + e + "):");
            err.println(details);
        }
    }

    private static String details(Exception failure, CommandLine line) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println(line.getCommandSpec().root().version()[0] + ", "
                + line.getCommandSpec().qualifiedName());
        out.println("Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        failure.printStackTrace(out);
        return text.toString();
    }

    private Path keep(String details) throws IOException {
        Path folder = Files.createDirectories(home.folder().resolve("logs"));
        return Files.writeString(Files.createTempFile(folder, "crash-", ".txt"), details);
    }
}
