package dev.taskhost.script.js;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code exports} and {@code imports} of a package.json mean, by Node's algorithm (PACKAGE_EXPORTS_RESOLVE and what it calls
 * in its documentation of ECMAScript modules). Thread-safe (no state).
 */
final class ExportsMap {
    /** Of two patterns the more particular one counts: the longer part before the star, then the longer pattern. */
    private static final Comparator<String> PARTICULAR_FIRST =
            Comparator.<String>comparingInt(key -> -key.indexOf('*')).thenComparingInt(key -> -key.length());

    private ExportsMap() {}

    /**
     * What a part of the package means.
     *
     * @param target as written, a star filled in; null when nothing fits, or it is kept inside
     * @param decided whether there is nothing more to look for
     */
    record Answer(@Nullable String target, boolean decided) {
        private static final Answer OPEN = new Answer(null, false);
        private static final Answer REFUSED = new Answer(null, true);
    }

    /**
     * @param exports as read from the package.json; not null
     * @param part {@code "."} or {@code "./sub/path"}
     * @param conditions that are met, beside {@code default}
     */
    static Answer export(Object exports, String part, Set<String> conditions) {
        boolean parts = exports instanceof Map<?, ?> map
                && map.keySet().stream().anyMatch(key -> key.toString().startsWith("."));
        if (!parts) {
            return part.equals(".") ? target(exports, null, conditions) : Answer.OPEN;
        }
        return part((Map<?, ?>) exports, part, conditions);
    }

    /** The entry of a map that fits a name: the name itself, or the most particular pattern. */
    static Answer part(Map<?, ?> map, String name, Set<String> conditions) {
        if (map.containsKey(name) && !name.contains("*")) {
            return target(map.get(name), null, conditions);
        }
        List<String> patterns = new ArrayList<>();
        map.keySet().stream()
                .map(Object::toString)
                .filter(key -> fits(key, name))
                .sorted(PARTICULAR_FIRST)
                .forEach(patterns::add);
        if (patterns.isEmpty()) {
            return Answer.OPEN;
        }
        String pattern = patterns.getFirst();
        int star = pattern.indexOf('*');
        String middle = name.substring(star, name.length() - (pattern.length() - star - 1));
        return target(map.get(pattern), middle, conditions);
    }

    private static boolean fits(String pattern, String name) {
        int star = pattern.indexOf('*');
        return star >= 0
                && star == pattern.lastIndexOf('*')
                && name.length() >= pattern.length()
                && name.startsWith(pattern.substring(0, star))
                && name.endsWith(pattern.substring(star + 1));
    }

    private static Answer target(@Nullable Object written, @Nullable String middle, Set<String> conditions) {
        return switch (written) {
            case String text -> new Answer(middle == null ? text : text.replace("*", middle), true);
            case Map<?, ?> choices -> choice(choices, middle, conditions);
            case List<?> alternatives -> firstOf(alternatives, middle, conditions);
            case null, default -> Answer.REFUSED;
        };
    }

    /** The first condition that is met and leads somewhere. */
    private static Answer choice(Map<?, ?> choices, @Nullable String middle, Set<String> conditions) {
        for (Map.Entry<?, ?> choice : choices.entrySet()) {
            String condition = choice.getKey().toString();
            if (condition.equals("default") || conditions.contains(condition)) {
                Answer answer = target(choice.getValue(), middle, conditions);
                if (answer.decided()) {
                    return answer;
                }
            }
        }
        return Answer.OPEN;
    }

    private static Answer firstOf(List<?> alternatives, @Nullable String middle, Set<String> conditions) {
        Answer last = Answer.REFUSED;
        for (Object alternative : alternatives) {
            Answer answer = target(alternative, middle, conditions);
            if (answer.target() != null) {
                return answer;
            }
            last = answer.decided() ? answer : last;
        }
        return last;
    }
}
