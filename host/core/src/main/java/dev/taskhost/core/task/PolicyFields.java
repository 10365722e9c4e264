package dev.taskhost.core.task;

import dev.taskhost.core.json.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of the values of a JSON object; what is wrong is added to {@code problems} with what would be right, and
 * the default counts.
 *
 * @param path where the object stands, e.g. {@code extra.retry}
 */
record PolicyFields(String path, Map<String, @Nullable Object> values, List<String> problems) {

    @Nullable
    Object get(String key) {
        return values.get(key);
    }

    /** An object under this key, or the object that a bare value stands for: {@code "retry": 3} is {@code {"max": 3}}. */
    PolicyFields object(String key, String bare) {
        Object value = values.get(key);
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // Json makes maps of this type only
            Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
            return new PolicyFields(path + "." + key, object, problems);
        }
        return new PolicyFields(path + "." + key, value == null ? Map.of() : Map.of(bare, value), problems);
    }

    /** Complains of keys that mean nothing here. */
    PolicyFields only(String... known) {
        for (String key : values.keySet()) {
            if (!Arrays.asList(known).contains(key)) {
                problems.add(path + "." + key + " is not known; " + path + " has " + String.join(", ", known));
            }
        }
        return this;
    }

    /** A number of seconds, above 0; null when there is none. */
    @Nullable
    Duration seconds(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < 1e9) {
            return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
        }
        wrong(key, "a number of seconds above 0");
        return null;
    }

    Duration seconds(String key, Duration otherwise) {
        Duration seconds = seconds(key);
        return seconds == null ? otherwise : seconds;
    }

    int integer(String key, int least, int most, int otherwise) {
        return (int) number(key, least, most, otherwise, true);
    }

    double number(String key, double least, double most, double otherwise) {
        return number(key, least, most, otherwise, false);
    }

    private double number(String key, double least, double most, double otherwise, boolean whole) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number
                && number.doubleValue() >= least
                && number.doubleValue() <= most
                && (!whole || number.doubleValue() == Math.rint(number.doubleValue()))) {
            return number.doubleValue();
        }
        wrong(key, (whole ? "a whole number" : "a number") + " from " + text(least) + " to " + text(most));
        return otherwise;
    }

    boolean flag(String key) {
        Object value = values.get(key);
        if (value != null && !(value instanceof Boolean)) {
            wrong(key, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** One of an enum's constants, in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        String words = Arrays.stream(type.getEnumConstants())
                .map(constant -> '"' + word(constant) + '"')
                .collect(Collectors.joining(", "));
        wrong(key, "one of " + words);
        return otherwise;
    }

    /** A text, or a list of texts. */
    List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text && !text.isBlank()) {
            return List.of(text.strip());
        }
        if (value instanceof List<?> list
                && list.stream().allMatch(each -> each instanceof String text && !text.isBlank())) {
            return list.stream().map(each -> ((String) each).strip()).distinct().toList();
        }
        wrong(key, "a task_key or a list of them, like [\"a\", \"b\"]");
        return List.of();
    }

    private void wrong(String key, String right) {
        problems.add(path + "." + key + " is " + Json.write(values.get(key)) + "; it has to be " + right);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
