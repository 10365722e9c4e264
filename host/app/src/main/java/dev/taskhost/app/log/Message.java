package dev.taskhost.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.taskhost.core.json.MaskedJson;
import dev.taskhost.core.text.Masking;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The {@code msg} of a line, always an object: a text that is a JSON object stays one, any other text is
 * {@code {"msg": text}} as in the original. Key-value pairs of the event are added to it, except those that name the
 * source of the event.
 *
 * @param object the message
 * @param source {@code pathname}, {@code lineno}, {@code funcName}, {@code exc_info}, {@code extra} as far as the event brings them
 */
record Message(JsonObject object, Map<String, String> source) {
    private static final TypeAdapter<JsonElement> JSON = new Gson().getAdapter(JsonElement.class);
    private static final String TEXT = "msg";

    /** A traceback of another language's than Java's, as text. */
    static final String EXC_INFO = "exc_info";

    /** Further fields of the line: a JSON object as text. */
    private static final String EXTRA = "extra";

    private static final List<String> SOURCE = List.of("pathname", "lineno", "funcName", EXC_INFO, EXTRA);

    /**
     * Never fails: what is not JSON is text.
     *
     * @param masking takes secrets out of all of it
     */
    static Message of(ILoggingEvent event, Masking masking) {
        @Nullable String formatted = event.getFormattedMessage();
        String text = formatted == null ? "null" : formatted;
        JsonObject object = object(text, masking);
        @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return new Message(object, Map.of());
        }
        Map<String, String> source = new HashMap<>();
        for (KeyValuePair pair : pairs) {
            if (SOURCE.contains(pair.key)) {
                source.put(pair.key, masked(String.valueOf(pair.value), masking));
            } else if (!object.has(pair.key)) {
                object.add(pair.key, element(pair.value, masking));
            }
        }
        return new Message(object, source);
    }

    /** Writes the object as a value. */
    void write(JsonWriter json) throws IOException {
        JSON.write(json, object);
    }

    /** A field of the source, "" when the event does not bring it. */
    String field(String name) {
        return source.getOrDefault(name, "");
    }

    /** Fields that the line has beside its own. */
    JsonObject extra() {
        return parsed(field(EXTRA)).orElseGet(JsonObject::new);
    }

    /** The line in the source file, 0 when unknown. */
    int lineNumber() {
        String line = field("lineno");
        return !line.isEmpty() && line.matches("[0-9]{1,9}") ? Integer.parseInt(line) : 0;
    }

    /** The trace id that the message itself carries (the original looks there first), or "". */
    String traceId() {
        @Nullable JsonElement id = object.get("__unique_trace_id__");
        return id != null && id.isJsonPrimitive() ? id.getAsString() : "";
    }

    private static JsonObject object(String text, Masking masking) {
        Optional<JsonObject> object = parsed(text);
        if (object.isEmpty()) {
            return plain(masking.mask(text));
        }
        String masked = MaskedJson.of(text, masking);
        return masked.equals(text) ? object.get() : parsed(masked).orElseGet(() -> plain(masking.mask(text)));
    }

    /** A JSON object stays one. */
    private static String masked(String text, Masking masking) {
        return parsed(text).isPresent() ? MaskedJson.of(text, masking) : masking.mask(text);
    }

    private static JsonObject plain(String text) {
        JsonObject object = new JsonObject();
        object.addProperty(TEXT, text);
        return object;
    }

    private static JsonElement element(@Nullable Object value, Masking masking) {
        String text = String.valueOf(value);
        String masked = masking.mask(text);
        if (!masked.equals(text)) {
            return new JsonPrimitive(masked);
        }
        return switch (value) {
            case Boolean truth -> new JsonPrimitive(truth);
            case Integer number -> new JsonPrimitive(number);
            case Long number -> new JsonPrimitive(number);
            case null, default -> new JsonPrimitive(text);
        };
    }

    private static Optional<JsonObject> parsed(String text) {
        if (!text.startsWith("{") || !text.stripTrailing().endsWith("}")) {
            return Optional.empty();
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JSON.read(reader);
            boolean whole = reader.peek() == JsonToken.END_DOCUMENT;
            return whole && element.isJsonObject() ? Optional.of(element.getAsJsonObject()) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            // It only looked like JSON; as a text it loses nothing.
            return Optional.empty();
        }
    }
}
