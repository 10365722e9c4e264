package dev.taskhost.app.command;

import dev.taskhost.core.text.Nearest;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong command line with one sentence, the nearest right word and where to read more. Stateless. */
public final class MisuseHandler implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(sentence(failure) + " See: " + name + " --help");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (failure.getCommandLine().getParent() == null && failure.getClass() == ParameterException.class) {
            return "No command was given; taskhost run starts the host.";
        }
        String message = String.valueOf(failure.getMessage());
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String first = failure.getUnmatched().getFirst();
        if (failure.isUnknownOption()) {
            String option = first.replaceFirst("=.*", "");
            return "Unknown option '" + option + "'."
                    + didYouMean(option, command.optionsMap().keySet());
        }
        if (command.subcommands().isEmpty()) {
            return "Unexpected argument '" + first + "'.";
        }
        return "Unknown command '" + first + "'."
                + didYouMean(first, command.subcommands().keySet());
    }

    private static String didYouMean(String typed, Collection<String> known) {
        return Nearest.of(typed, known)
                .map(word -> " Did you mean " + word + "?")
                .orElse("");
    }
}
