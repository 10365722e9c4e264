package dev.taskhost.store.jdbc;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.Ledger.Miss;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the store itself writes into {@code execute_task.extra}: short JSON objects, times as ISO-8601 in UTC. */
final class Extras {
    /** Of {@code extra}: MySQL's TEXT. */
    static final int MAX_BYTES = 65_535;

    /** So many characters of a reason fit into {@link #MAX_BYTES} whatever they are: one takes six bytes at most. */
    private static final int MAX_REASON = 10_000;

    private Extras() {}

    /** {@code {"err": reason}}. */
    static String err(String reason) {
        JsonObject extra = new JsonObject();
        extra.addProperty("err", reason);
        return extra.toString();
    }

    /** What {@link #err} wrote. */
    static String readErr(String extra) {
        return JsonParser.parseString(extra).getAsJsonObject().get("err").getAsString();
    }

    /** Shortens a reason that would not fit, and says so in it. */
    static String clip(String reason) {
        if (reason.length() <= MAX_REASON) {
            return reason;
        }
        int end = Character.isHighSurrogate(reason.charAt(MAX_REASON - 1)) ? MAX_REASON - 1 : MAX_REASON;
        return reason.substring(0, end) + "… (" + (reason.length() - end) + " more characters were cut off)";
    }

    /** Of a row {@code missed}. */
    static String missed(Miss miss) {
        JsonObject span = new JsonObject();
        span.addProperty("count", miss.count());
        span.addProperty("first", utc(miss.first()));
        span.addProperty("last", utc(miss.last()));
        if (miss.capped()) {
            span.addProperty("more", true);
        }
        JsonObject extra = new JsonObject();
        extra.addProperty("err", missedInWords(miss));
        extra.add("missed", span);
        return extra.toString();
    }

    private static String missedInWords(Miss miss) {
        String why = ", because no host, or no database, was there to serve them in time";
        if (miss.count() == 1) {
            return "the fire time " + utc(miss.first()) + " passed unserved" + why.replace("them", "it");
        }
        String count = (miss.capped() ? "at least " : "") + miss.count();
        return count + " fire times from " + utc(miss.first()) + " to " + utc(miss.last()) + " passed unserved" + why;
    }

    /**
     * What a body wrote into its row's {@code extra} while it ran, with the outcome laid over it, as the original does. A
     * body's text that is no JSON object, or that would not fit beside the outcome, gives way to it.
     */
    static String merged(String written, String outcome) {
        if (written.isBlank() || written.equals("{}")) {
            return outcome;
        }
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        try {
            both.putAll(Json.readObject(written));
        } catch (BadJsonException e) {
            return outcome;
        }
        both.putAll(Json.readObject(outcome));
        String merged = Json.write(both);
        return merged.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES ? merged : outcome;
    }

    /** An instant as people read it. */
    static String utc(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Refuses what the column cannot hold: the engine has to cut it, which alone knows what may go. */
    static void checkFits(long executionId, String extra) {
        if (extra.length() * 3L <= MAX_BYTES) {
            return;
        }
        int bytes = extra.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("extra of execution #" + executionId + " takes " + bytes
                    + " bytes, but execute_task.extra holds " + MAX_BYTES);
        }
    }
}
