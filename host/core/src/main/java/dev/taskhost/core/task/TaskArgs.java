package dev.taskhost.core.task;

import java.util.List;

/** Reads the {@code args} column. */
public final class TaskArgs {
    private TaskArgs() {}

    /**
     * The original's reading: all quotes are removed, the rest is split on commas, every argument is a string. A blank
     * column means no arguments. Typed arguments go into {@code extra.kwargs}.
     */
    public static List<String> parse(String args) {
        if (args.isBlank()) {
            return List.of();
        }
        String bare = args.replace("\"", "").replace("'", "");
        return List.of(bare.split(",", -1));
    }
}
