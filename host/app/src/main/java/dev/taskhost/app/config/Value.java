package dev.taskhost.app.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One value of a TOML file. A text that was filled from the environment may stand for a number or a truth value; a text
 * that merely looks like a number is refused, as the original's libraries refuse it.
 *
 * @param secret whether it must not be shown
 * @param raw as in the file
 * @param filled with its variables filled in
 * @param fromEnvironment whether a variable took part
 */
record Value(boolean secret, Object raw, Object filled, boolean fromEnvironment) {
    private static final Pattern SECRET = Pattern.compile("(?i)password|passwd|secret|token");
    private static final int SHOWN = 60;

    Optional<String> text() {
        return filled instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Long> whole() {
        if (filled instanceof Long number) {
            return Optional.of(number);
        }
        return fromEnvironment
                ? text().map(String::strip).filter(Value::isWhole).map(Long::valueOf)
                : Optional.empty();
    }

    Optional<Double> decimal() {
        if (filled instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        return fromEnvironment
                ? text().map(String::strip)
                        .filter(t -> t.matches("[0-9]{1,15}(\\.[0-9]{1,9})?"))
                        .map(Double::valueOf)
                : Optional.empty();
    }

    Optional<Boolean> yesNo() {
        if (filled instanceof Boolean value) {
            return Optional.of(value);
        }
        return fromEnvironment
                ? text().map(t -> t.strip().toLowerCase(Locale.ROOT))
                        .filter(List.of("true", "false")::contains)
                        .map(Boolean::valueOf)
                : Optional.empty();
    }

    <E> Optional<E> choice(Map<String, E> words) {
        return text().flatMap(t -> words.entrySet().stream()
                .filter(word -> word.getKey().equalsIgnoreCase(t.strip()))
                .map(Map.Entry::getValue)
                .findFirst());
    }

    /** A list in which there are only texts, as they are written. */
    Optional<List<String>> texts() {
        if (!(filled instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(list.stream().map(String.class::cast).toList());
    }

    Optional<Path> path() {
        try {
            return text().filter(t -> !t.isBlank()).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What was found, for a message: never a secret, never what a variable holds. */
    String shown() {
        return switch (raw) {
            case String text when secret -> "a text (not shown)";
            case String text -> "the text " + (fromEnvironment ? "of " : "") + "\"" + printable(text) + "\"";
            case Long number -> secret ? "a whole number" : "the number " + number;
            case Double number -> secret ? "a number" : "the number " + number;
            case Boolean value -> value.toString();
            case List<?> list -> "a list";
            case Map<?, ?> map -> "a table";
            default -> "a date";
        };
    }

    /** How to write it, when that is easy to see; else nothing. */
    String hint(String expected) {
        if (raw instanceof Number && expected.startsWith("a text")) {
            return "; put it in quotes";
        }
        boolean number = expected.startsWith("a whole number") || expected.startsWith("a number");
        if (number && raw instanceof String text && !fromEnvironment && isWhole(text.strip())) {
            return "; write it without quotes";
        }
        return "";
    }

    /** Whether the values of a key of this name are secrets. */
    static boolean isSecret(String key) {
        return SECRET.matcher(key).find();
    }

    private static boolean isWhole(String text) {
        return text.matches("[+-]?[0-9]{1,18}");
    }

    private static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
