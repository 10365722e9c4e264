package dev.taskhost.app.config;

import dev.taskhost.core.text.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A TOML table read key by key. Every getter takes the key and what holds when it is missing; a value that does not fit
 * is noted as a problem and answered with that default. The keys asked for are the known ones: {@link #refuseOthers}
 * notes the rest. Not thread-safe.
 */
final class Table {
    private final String file;
    private final String name;
    private final Map<String, Object> values;
    private final Reading reading;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param file the file as messages name it
     * @param name the table's name, "" for the file's top level
     */
    Table(String file, String name, Map<String, Object> values, Reading reading) {
        this.file = file;
        this.name = name;
        this.values = new TreeMap<>(values);
        this.reading = reading;
    }

    /** What it is read with. */
    Reading reading() {
        return reading;
    }

    /** Whether the key is written in the file. */
    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** The keys written in the file, in order. */
    Set<String> keys() {
        return values.keySet();
    }

    /** A text; {@code expected} says what it must be, for the message, when {@code fits} refuses it. */
    String text(String key, String fallback, String expected, Fit fits) {
        return read(key, expected, v -> v.text().filter(fits::accepts)).orElse(fallback);
    }

    /** Any text, the empty one too. */
    String text(String key, String fallback) {
        return text(key, fallback, "a text", t -> true);
    }

    /** A text that must be given. */
    String required(String key, String example) {
        if (!has(key)) {
            problem(key + " is missing; write for example " + key + " = \"" + example + "\"");
            return "";
        }
        return text(key, "", "a text that is not empty", t -> !t.isBlank());
    }

    /** A text not to be shown. */
    Secret secret(String key) {
        return secret(key, "a text", t -> true);
    }

    /** A secret text of a certain kind, which may stand elsewhere, see {@link SecretPlace}. */
    Secret secret(String key, String expected, Fit fits) {
        Secret secret = hidden(key, expected, fits);
        if (!isTable(key)) { // whose place has noted it
            noteSecret(key, secret.reveal());
        }
        return secret;
    }

    /** An http or https address with a token in it, which may stand elsewhere as well. */
    Secret address(String key, String expected) {
        Secret address = hidden(key, expected, CommonSettings::isAddress);
        if (!address.isEmpty()) {
            AddressSecrets.of(address.reveal()).forEach(reading::learn);
        }
        return address;
    }

    private Secret hidden(String key, String expected, Fit fits) {
        return read(true, key, expected, v -> v.text().filter(fits::accepts).map(Secret::of))
                .orElse(Secret.NONE);
    }

    /** This text is a secret: it is masked, and warned of when that is not possible. */
    void noteSecret(String key, String text) {
        reading.secret(file, path(key), text);
    }

    /** A whole number within bounds, both included. */
    long whole(String key, long fallback, long min, long max) {
        String expected = "a whole number from " + min + " to " + max;
        return read(key, expected, v -> v.whole().filter(n -> n >= min && n <= max))
                .orElse(fallback);
    }

    /** {@link #whole} for what fits an int. */
    int number(String key, int fallback, int min, int max) {
        return Math.toIntExact(whole(key, fallback, min, max));
    }

    /** A number of seconds, whole or with decimals (to the millisecond), within bounds, both included. */
    Duration seconds(String key, String fallback, String min, String max) {
        String expected = "a number of seconds from " + min + " to " + max;
        double low = Double.parseDouble(min);
        double high = Double.parseDouble(max);
        double seconds = read(key, expected, v -> v.decimal().filter(n -> n >= low && n <= high))
                .orElse(Double.parseDouble(fallback));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** true or false. */
    boolean yesNo(String key, boolean fallback) {
        return read(key, "true or false (without quotes)", Value::yesNo).orElse(fallback);
    }

    /** One of some words; capitals do not matter. */
    <E> E choice(String key, E fallback, Map<String, E> words) {
        String written = values.get(key) instanceof String text ? text : "";
        String expected = "one of " + String.join(", ", words.keySet()) + Nearest.hint(written, words.keySet());
        return read(key, expected, v -> v.choice(words)).orElse(fallback);
    }

    /** A list of texts; an empty one when it is missing. */
    List<String> texts(String key) {
        return read(key, "a list of texts, like [\"one\", \"two\"]", Value::texts)
                .flatMap(texts -> fill(key, texts))
                .map(filled -> ((List<?>) filled).stream().map(String::valueOf).toList())
                .orElse(List.of());
    }

    /** A path as written: it may be relative. */
    Path path(String key, String fallback) {
        return read(key, "the path of a file or folder", Value::path).orElse(Path.of(fallback));
    }

    /** A value through a converter of the caller's, which answers empty for what does not fit. */
    <T> Optional<T> read(String key, String expected, Reader<T> reader) {
        return read(Value.isSecret(key), key, expected, reader);
    }

    private <T> Optional<T> read(boolean secret, String key, String expected, Reader<T> reader) {
        Optional<Value> value = value(secret, key);
        Optional<T> result = value.flatMap(reader::read);
        if (value.isPresent() && result.isEmpty()) {
            problem(key + " is " + value.get().shown() + "; expected " + expected
                    + value.get().hint(expected));
        }
        return result;
    }

    /** Whether a table stands under this key. */
    boolean isTable(String key) {
        return values.get(key) instanceof Map;
    }

    /** The table of this name; an empty one when it is missing. */
    Table table(String key) {
        known.add(key);
        return child(key, values.getOrDefault(key, Map.of()));
    }

    /** All tables below this one by name; what stands here outside of any table is noted. */
    Map<String, Table> tables(String example) {
        Map<String, Table> tables = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            known.add(key);
            if (value instanceof Map) {
                tables.put(key, child(key, value));
            } else if (value instanceof List) {
                problem(key + " is a list of tables; write its heading with single brackets, [" + path(key) + "]");
            } else {
                problem(key + " stands outside of any table; put a heading above it, for example [" + example + "]");
            }
        });
        return tables;
    }

    /** The keys nobody asked for yet, in order; they count as known from now on. */
    List<String> others() {
        List<String> others =
                values.keySet().stream().filter(k -> !known.contains(k)).toList();
        known.addAll(others);
        return others;
    }

    /** All values with their variables filled in, lists and inner tables too; they count as known. */
    Map<String, Object> anything() {
        Map<String, Object> filled = new TreeMap<>();
        for (String key : others()) {
            Object raw = values.get(key);
            if (raw != null) {
                fill(key, raw).ifPresent(v -> filled.put(key, v));
            }
        }
        return filled;
    }

    /** Notes every key that was not asked for, with the nearest known one. */
    void refuseOthers(String advice) {
        Set<String> names = new TreeSet<>(known);
        for (String key : others()) {
            boolean heading = values.get(key) instanceof Map;
            String hint = Nearest.hint(key, names);
            reading.problems()
                    .add(
                            file,
                            (heading ? "[" + path(key) + "] is not a known table" : path(key) + " is not a known key")
                                    + (hint.isEmpty() ? "." : hint) + " Known: " + String.join(", ", names) + "."
                                    + advice);
        }
    }

    /** Notes a problem of this table; {@code what} begins with a key's name. */
    void problem(String what) {
        reading.problems().add(file, path(what));
    }

    /** Notes what may be wrong, but can be used; {@code what} begins with a key's name. */
    void warn(String what) {
        reading.warn(file, path(what));
    }

    /** Notes a problem of the table as a whole. */
    void wholeProblem(String what) {
        reading.problems().add(file, "[" + name + "] " + what);
    }

    private Table child(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((k, v) -> inner.put(String.valueOf(k), v));
            return new Table(file, path(key), inner, reading);
        }
        problem(key + " is " + new Value(Value.isSecret(key), value, value, false).shown()
                + "; expected a table: a heading [" + path(key) + "] with keys below it");
        return new Table(file, path(key), Map.of(), reading);
    }

    private Optional<Value> value(boolean secret, String key) {
        known.add(key);
        @Nullable Object raw = values.get(key);
        if (secret && raw instanceof Map) {
            return SecretPlace.text(child(key, raw)).map(text -> new Value(true, text, text, true));
        }
        if (!(raw instanceof String text)) {
            return Optional.ofNullable(raw).map(r -> new Value(secret, r, r, false));
        }
        try {
            Variables.Filled filled = reading.fill(text);
            return Optional.of(new Value(secret, text, filled.text(), filled.fromEnvironment()));
        } catch (Variables.BadVariableException e) {
            problem(key + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Object> fill(String key, Object raw) {
        try {
            return Optional.of(reading.fill(key, raw));
        } catch (Variables.BadVariableException e) {
            problem(key + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** Whether a text is of the wanted kind. */
    interface Fit {
        boolean accepts(String text);
    }

    /** Makes a T of a value, or nothing when the value does not fit. */
    interface Reader<T> {
        Optional<T> read(Value value);
    }
}
