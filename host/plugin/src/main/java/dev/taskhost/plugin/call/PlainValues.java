package dev.taskhost.plugin.call;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tasks return, as plain values: String, Boolean, Long, Double, BigInteger, BigDecimal, List, Map and null, of the
 * JDK's own classes, so that nothing kept of a result holds a plugin's class loader. The table of types is {@link
 * dev.taskhost.api.Task#run}'s.
 *
 * <p>It calls code of the plugin (accessors of records, iterators), so it runs on the execution's thread.
 */
final class PlainValues {
    private static final int DEEPEST = 100;

    private PlainValues() {}

    /**
     * The plain form.
     *
     * @throws NotJsonException when there is none
     * @throws ReflectiveOperationException when the accessor of a record throws
     */
    static @Nullable Object of(@Nullable Object value) throws NotJsonException, ReflectiveOperationException {
        return of(value, "result", 0);
    }

    @SuppressWarnings("JavaUtilDate") // it is the authors' choice to return one
    private static @Nullable Object of(@Nullable Object value, String path, int depth)
            throws NotJsonException, ReflectiveOperationException {
        if (depth > DEEPEST) {
            throw new NotJsonException("the result is nested deeper than " + DEEPEST
                    + " levels (does it contain itself?), at " + path.substring(0, Math.min(80, path.length())) + "…");
        }
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case Number number -> number(number, path);
            case CharSequence text -> text.toString();
            case Character c -> c.toString();
            case Enum<?> e -> e.name();
            case Optional<?> o -> of(o.orElse(null), path, depth + 1);
            case Map<?, ?> map -> map(map, path, depth);
            case Collection<?> list -> list(list, path, depth);
            case Record r -> components(r, path, depth);
            case Date date -> Instant.ofEpochMilli(date.getTime()).toString(); // java.sql.Date has no toInstant
            case TemporalAccessor t -> t.toString();
            case Duration d -> d.toString();
            case Period p -> p.toString();
            case ZoneId zone -> zone.toString();
            case UUID uuid -> uuid.toString();
            default -> array(value, path, depth);
        };
    }

    private static Number number(Number number, String path) throws NotJsonException {
        return switch (number) {
            case Byte b -> b.longValue();
            case Short s -> s.longValue();
            case Integer i -> i.longValue();
            case Long l -> l;
            // By its text, so that 0.1f stays 0.1.
            case Float f -> finite(Double.parseDouble(f.toString()), path);
            case Double d -> finite(d, path);
            case BigInteger big when big.getClass() == BigInteger.class -> big;
            case BigDecimal big when big.getClass() == BigDecimal.class -> big;
            default -> other(number, path);
        };
    }

    private static Double finite(double number, String path) throws NotJsonException {
        if (!Double.isFinite(number)) {
            throw new NotJsonException(path + " is " + number + ", for which JSON has no form");
        }
        return number;
    }

    private static Number other(Number number, String path) throws NotJsonException {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new NotJsonException(path + " is a " + number.getClass().getName() + ", whose text is not a number");
        }
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> map, String path, int depth)
            throws NotJsonException, ReflectiveOperationException {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = key(entry.getKey(), path);
            plain.put(key, of(entry.getValue(), path + "." + key, depth + 1));
        }
        return plain;
    }

    private static String key(@Nullable Object key, String path) throws NotJsonException {
        return switch (key) {
            case CharSequence text -> text.toString();
            case Enum<?> e -> e.name();
            case Number n -> n.toString();
            case Boolean b -> b.toString();
            case Character c -> c.toString();
            case UUID u -> u.toString();
            case TemporalAccessor t -> t.toString();
            case null -> throw new NotJsonException(path + " is a map with a null key; JSON keys are text");
            default ->
                throw new NotJsonException(
                        path + " is a map with a key of " + key.getClass().getName() + "; JSON keys are text");
        };
    }

    private static List<@Nullable Object> list(Collection<?> values, String path, int depth)
            throws NotJsonException, ReflectiveOperationException {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object value : values) {
            plain.add(of(value, path + "[" + plain.size() + "]", depth + 1));
        }
        return plain;
    }

    private static Map<String, @Nullable Object> components(Record value, String path, int depth)
            throws NotJsonException, ReflectiveOperationException {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            // Local and private records have accessors that are public in a class that is not.
            component.getAccessor().setAccessible(true);
            Object part = component.getAccessor().invoke(value);
            plain.put(component.getName(), of(part, path + "." + component.getName(), depth + 1));
        }
        return plain;
    }

    private static List<@Nullable Object> array(Object value, String path, int depth)
            throws NotJsonException, ReflectiveOperationException {
        if (!value.getClass().isArray()) {
            throw new NotJsonException(path + " is a " + value.getClass().getName()
                    + ", which has no form in JSON; return text, numbers, maps, lists or records");
        }
        List<@Nullable Object> plain = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            plain.add(of(Array.get(value, i), path + "[" + i + "]", depth + 1));
        }
        return plain;
    }
}
