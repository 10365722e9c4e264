package dev.taskhost.app.config;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in the configuration files, key by key, with variables filled in and without defaults: for task bodies, which read the
 * files' own tables. It holds secrets, so only the files' names are printed. Immutable.
 */
public final class WrittenValues {
    private final Map<String, Map<String, Object>> files;

    /** @param files their values by name, {@code mysql}: texts, numbers (Long, Double), Booleans, dates, lists and maps of these */
    WrittenValues(Map<String, Map<String, Object>> files) {
        this.files = Map.copyOf(files);
    }

    /** All of it, by file: fit for JSON, dates as ISO 8601 texts. */
    public Map<String, Object> reveal() {
        return plain(files, false);
    }

    /**
     * The same for readers who may not know secrets: keys whose names tell of one are left out, and an address of {@code [ding]} ends
     * before its {@code ?}, behind which a token may stand. Senders of notices are left out: some addresses are tokens as a whole.
     */
    public Map<String, Object> withoutSecrets() {
        Map<String, Object> plain = plain(files, true);
        if (plain.get("common") instanceof Map<?, ?> common && common.get("notice") instanceof Map<?, ?> notice) {
            notice.remove("senders");
        }
        return plain;
    }

    private static Map<String, Object> plain(Map<?, ?> values, boolean secretsOut) {
        Map<String, Object> plain = new TreeMap<>();
        values.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!secretsOut || !Value.isSecret(name)) {
                plain.put(name, plain(value, secretsOut));
            }
        });
        return plain;
    }

    private static Object plain(Object value, boolean secretsOut) {
        return switch (value) {
            case Map<?, ?> map -> plain(map, secretsOut);
            case List<?> list ->
                list.stream().map(v -> plain((Object) v, secretsOut)).toList();
            case Date date -> date.toInstant().toString();
            case String text
            when secretsOut && text.startsWith("http") && text.contains("?") -> text.substring(0, text.indexOf('?'));
            default -> value;
        };
    }

    /** The files' names alone. */
    @Override
    public String toString() {
        return "written" + new LinkedHashMap<>(files).keySet();
    }
}
