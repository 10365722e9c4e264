package dev.taskhost.core.folder;

import dev.taskhost.core.folder.History.Bad;
import dev.taskhost.core.folder.History.Recorded;
import dev.taskhost.core.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link Recorded} as text and back. Thread-safe (no state). */
final class RecordedJson {
    private RecordedJson() {}

    static String write(Recorded recorded) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", recorded.number());
        json.put("id", recorded.id());
        json.put("at", recorded.at().toString());
        json.put("files", new TreeMap<>(recorded.files()));
        if (!recorded.labels().isEmpty()) {
            json.put("labels", new TreeMap<>(recorded.labels()));
        }
        Map<String, Object> broken = new TreeMap<>();
        recorded.broken()
                .forEach((path, bad) ->
                        broken.put(path, Map.of("hash", bad.hash(), "error", bad.error(), "heldBack", bad.heldBack())));
        json.put("broken", broken);
        return Json.write(json) + "\n";
    }

    /** @throws RuntimeException when it is none */
    static Recorded read(String text) {
        Map<String, @Nullable Object> json = Json.readObject(text);
        Map<String, String> files = new TreeMap<>();
        object(json.get("files")).forEach((path, hash) -> files.put(path, string(hash)));
        Map<String, String> labels = new TreeMap<>();
        if (json.get("labels") != null) {
            object(json.get("labels")).forEach((path, label) -> labels.put(path, string(label)));
        }
        Map<String, Bad> broken = new TreeMap<>();
        object(json.get("broken")).forEach((path, bad) -> {
            Map<String, @Nullable Object> fields = object(bad);
            broken.put(
                    path,
                    new Bad(
                            string(fields.get("hash")),
                            string(fields.get("error")),
                            Boolean.TRUE.equals(fields.get("heldBack"))));
        });
        if (!(json.get("number") instanceof Long number)) {
            throw new IllegalArgumentException("it has no number");
        }
        return new Recorded(
                number, string(json.get("id")), Instant.parse(string(json.get("at"))), files, labels, broken);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map; // keys of JSON objects are texts
        }
        throw new IllegalArgumentException("an object is missing");
    }

    private static String string(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a text is missing");
    }
}
