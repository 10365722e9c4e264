package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an execution ended, in the words of its row.
 *
 * @param status final
 * @param extra JSON object for {@code execute_task.extra}
 * @param detail the error or the note, for people; null when there is none
 */
record Outcome(Status status, String extra, @Nullable String detail) {
    /** What a MySQL {@code TEXT} column holds, less room for the keys around the value. */
    static final int VALUE_LIMIT = 65_535 - 512;

    private static final int ERROR_HEAD = 24_000;
    private static final int ERROR_TAIL = 8_000;

    /**
     * Reads a result.
     *
     * @param result what the runtime said
     * @param stop why the body was asked to stop; null when it was not
     */
    static Outcome of(BodyResult result, @Nullable Stop stop) {
        return switch (result) {
            case BodyResult.Returned returned -> returned(returned);
            case BodyResult.Failed failed -> failed(failed, stop);
            case BodyResult.Stopped stopped -> stopped(stopped, stop);
            case BodyResult.NotCallable not -> error(Status.REJECTED, not.reason());
        };
    }

    /** Out of memory by itself, in the moment before it was stopped for that: the reason says more than the trace. */
    private static Outcome failed(BodyResult.Failed failed, @Nullable Stop stop) {
        String why = stop != null && stop.status() == Status.FAIL ? stop.reason() + "\n" : "";
        return error(Status.FAIL, why + failed.error());
    }

    private static Outcome stopped(BodyResult.Stopped stopped, @Nullable Stop stop) {
        if (stop == null) {
            return error(Status.CANCELLED, stopped.error());
        }
        return error(stop.status(), stop.reason() + (stopped.error().isBlank() ? "" : "\n" + stopped.error()));
    }

    /** An outcome with {@code extra.err}; a very long text keeps its head and its tail. */
    static Outcome error(Status status, String error) {
        String kept = error;
        if (bytes(Json.write(error)) > VALUE_LIMIT) {
            int cut = error.length() - ERROR_HEAD - ERROR_TAIL;
            kept = error.substring(0, Math.min(ERROR_HEAD, error.length()))
                    + "\n… " + Math.max(cut, 0) + " characters cut …\n"
                    + error.substring(Math.max(error.length() - ERROR_TAIL, 0));
        }
        if (bytes(Json.write(kept)) > VALUE_LIMIT) { // far from ASCII: four bytes a character and more
            kept = kept.substring(0, VALUE_LIMIT / 6);
        }
        return new Outcome(status, Json.write(Map.of("err", kept)), error);
    }

    private static Outcome returned(BodyResult.Returned returned) {
        String json = returned.json();
        String note = returned.note();
        if (json != null && bytes(json) > VALUE_LIMIT) {
            note = "the result is " + bytes(json) + " bytes of JSON; up to 64 KB are kept, so it was left out";
            json = null;
        }
        if (json != null) {
            return new Outcome(Status.SUCCESS, "{\"result\":" + json + "}", note);
        }
        return new Outcome(Status.SUCCESS, note == null ? "{}" : Json.write(Map.of("note", note)), note);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
