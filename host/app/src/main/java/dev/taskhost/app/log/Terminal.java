package dev.taskhost.app.log;

import dev.taskhost.app.config.LogLevel;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how readable lines are printed. {@code run} passes its standard output, so that everything it says is one
 * stream in order; the other commands pass standard error, so that standard output holds nothing but their answer.
 *
 * @param out the stream, not closed by the logs
 * @param colour whether levels are coloured
 * @param least the least level printed
 */
public record Terminal(PrintStream out, boolean colour, LogLevel least) {
    /**
     * One with colour if it is a terminal that wants it: {@code NO_COLOR} (https://no-color.org) is not set and
     * {@code TERM} is not {@code dumb}.
     *
     * @param environment the process's environment
     */
    public static Terminal of(PrintStream out, LogLevel least, Map<String, String> environment) {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.getOrDefault("TERM", ""));
        boolean terminal = Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .isPresent();
        return new Terminal(out, wanted && terminal, least);
    }
}
