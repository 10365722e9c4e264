package dev.taskhost.script.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CommonJS file exports, read off its text as Node does for {@code import { name } from} it: assignments, properties that
 * compilers define, and files whose exports are handed on. A name too many is harmless (it is undefined), so strings and comments
 * are not looked at closely. Immutable.
 *
 * @param names without {@code default}
 * @param from what is required to hand on all that it exports, as written
 */
public record CommonJsNames(List<String> names, List<String> from) {
    private static final String NAME = "([\\p{L}_$][\\p{L}\\p{N}_$]*)";
    private static final String START = "(?<![\\p{L}\\p{N}_$.])";
    private static final String EXPORTS = START + "(?:module\\.)?exports";
    private static final String QUOTED = "['\"]([^'\"\\n]+)['\"]";

    private static final List<Pattern> ASSIGNED = List.of(
            Pattern.compile(EXPORTS + "\\." + NAME + "\\s*=(?!=)"),
            Pattern.compile(EXPORTS + "\\[\\s*" + QUOTED + "\\s*\\]\\s*=(?!=)"),
            Pattern.compile(START + "Object\\.defineProperty\\(\\s*(?:module\\.)?exports\\s*,\\s*" + QUOTED));

    /** {@code 0 && (module.exports = { a, b })}, by which esbuild tells Node what it exports. */
    private static final Pattern TOLD = Pattern.compile("0\\s*&&\\s*\\(\\s*module\\.exports\\s*=\\s*\\{([^{}]*)\\}");

    private static final String REQUIRED = "require\\(\\s*" + QUOTED + "\\s*\\)";
    private static final List<Pattern> HANDED_ON = List.of(
            Pattern.compile(START + "module\\.exports\\s*=\\s*" + REQUIRED),
            Pattern.compile("(?:__exportStar|__export|__reExport)\\(\\s*(?:[\\w$]+\\s*,\\s*)?" + REQUIRED),
            Pattern.compile("\\.\\.\\.\\s*" + REQUIRED));

    private static final Pattern IDENTIFIER = Pattern.compile(NAME);

    /** Keeps copies. */
    public CommonJsNames {
        names = List.copyOf(names);
        from = List.copyOf(from);
    }

    static CommonJsNames of(String text) {
        Set<String> names =
                new LinkedHashSet<>(JsText.names(JsBlank.of(text), false).keySet());
        for (Pattern pattern : ASSIGNED) {
            pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
        }
        Matcher told = TOLD.matcher(text);
        while (told.find()) {
            for (String item : told.group(1).split(",", -1)) {
                names.add(item.replaceFirst(":.*", "").strip());
            }
        }
        names.removeIf(
                name -> name.equals("default") || !IDENTIFIER.matcher(name).matches());
        Set<String> from = new LinkedHashSet<>();
        for (Pattern pattern : HANDED_ON) {
            pattern.matcher(text).results().forEach(found -> from.add(found.group(1)));
        }
        return new CommonJsNames(List.copyOf(names), List.copyOf(from));
    }
}
