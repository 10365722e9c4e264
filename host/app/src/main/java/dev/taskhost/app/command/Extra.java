package dev.taskhost.app.command;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;

/** What {@code execute_task.extra} says, for people. */
final class Extra {
    private static final int NOTE_WIDTH = 100;

    private Extra() {}

    /** On one line: the end of the error, or the JSON; empty when it says nothing. */
    static String note(String extra) {
        String text = extra.equals("{}") ? "" : text(extra).strip();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.length() <= NOTE_WIDTH ? last : last.substring(0, NOTE_WIDTH - 1) + "…";
    }

    /** The error when there is one, else the JSON as it stands; another program may have written anything there. */
    static String text(String extra) {
        try {
            Object error = Json.readObject(extra).get("err");
            return error == null ? extra : String.valueOf(error);
        } catch (BadJsonException e) {
            return extra;
        }
    }
}
