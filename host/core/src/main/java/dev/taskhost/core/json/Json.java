package dev.taskhost.core.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259, strictly) as plain values: String, Boolean, Long or BigInteger, Double, unmodifiable List and Map (in
 * the text's order), null. Thread-safe.
 */
public final class Json {
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

    private Json() {}

    /**
     * Reads an object.
     *
     * @throws BadJsonException when the text is not a JSON object
     */
    public static Map<String, @Nullable Object> readObject(String text) {
        if (read(text) instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // read() makes maps of this type only
            Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
            return object;
        }
        throw new BadJsonException("not a JSON object: it has to begin with { and end with }");
    }

    /**
     * Reads any value.
     *
     * @return null for JSON's {@code null}
     * @throws BadJsonException when the text is not JSON
     */
    public static @Nullable Object read(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            Object value = readValue(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new BadJsonException("not JSON: there is more text behind the value");
            }
            return value;
        } catch (EOFException e) {
            throw new BadJsonException("not JSON: the text ends too early");
        } catch (IOException e) {
            throw new BadJsonException("not JSON: it cannot be read" + place(e));
        }
    }

    /**
     * Writes a value on one line.
     *
     * @param value String, Boolean, Number (finite), Map with String keys, Iterable, or null
     * @throws IllegalArgumentException for anything else
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setHtmlSafe(false);
            writer.setSerializeNulls(true);
            writeValue(writer, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return text.toString();
    }

    private static @Nullable Object readValue(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readMap(reader);
            case BEGIN_ARRAY -> readList(reader);
            case STRING -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            case NUMBER -> readNumber(reader.nextString());
            case NULL -> {
                reader.nextNull();
                yield null;
            }
            case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT ->
                throw new MalformedJsonException("a value is missing at " + reader.getPath());
        };
    }

    private static Map<String, @Nullable Object> readMap(JsonReader reader) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            map.put(reader.nextName(), readValue(reader));
        }
        reader.endObject();
        return Collections.unmodifiableMap(map);
    }

    private static List<@Nullable Object> readList(JsonReader reader) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            list.add(readValue(reader));
        }
        reader.endArray();
        return Collections.unmodifiableList(list);
    }

    private static Number readNumber(String digits) {
        if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
            return Double.valueOf(digits);
        }
        BigInteger whole = new BigInteger(digits);
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private static void writeValue(JsonWriter writer, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> writer.nullValue();
            case String text -> writer.value(text);
            case Boolean bool -> writer.value(bool);
            case Number number -> writer.value(number);
            case RawJson raw -> writer.jsonValue(raw.text());
            case Map<?, ?> map -> writeMap(writer, map);
            case Iterable<?> items -> writeList(writer, items);
            default -> throw new IllegalArgumentException(value.getClass().getName() + " cannot be written as JSON");
        }
    }

    private static void writeMap(JsonWriter writer, Map<?, ?> map) throws IOException {
        writer.beginObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("a JSON object has text keys, not " + entry.getKey());
            }
            writer.name(name);
            writeValue(writer, entry.getValue());
        }
        writer.endObject();
    }

    private static void writeList(JsonWriter writer, Iterable<?> items) throws IOException {
        writer.beginArray();
        for (Object item : items) {
            writeValue(writer, item);
        }
        writer.endArray();
    }

    /** Where the parser stopped; the rest of its message speaks to programmers. */
    private static String place(IOException e) {
        Matcher matcher = PLACE.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? " beyond " + matcher.group() : "";
    }

    /** JSON text that is put into a written value as it is; the caller vouches that it is JSON. */
    public record RawJson(String text) {}
}
