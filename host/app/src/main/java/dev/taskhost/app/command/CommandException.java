package dev.taskhost.app.command;

/**
 * A command cannot go on, for a reason the user can act on: the message is all that is printed, so it says what
 * happened, why, and what to do next.
 */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * Something was found wrong: exit code 1.
     *
     * @param message for the user
     */
    public static CommandException wrong(String message) {
        return new CommandException(1, message);
    }

    /**
     * The command line asks for something that cannot be: exit code 2.
     *
     * @param message for the user
     */
    public static CommandException misuse(String message) {
        return new CommandException(2, message);
    }

    /** 1 or 2. */
    public int exitCode() {
        return exitCode;
    }
}
