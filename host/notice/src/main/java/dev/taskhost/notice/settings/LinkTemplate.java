package dev.taskhost.notice.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with places to fill in, such as {@code https://logs.example.com/{task_key}?trace={trace_id}}. Immutable.
 *
 * @param text the template; empty for no link
 */
public record LinkTemplate(String text) {
    /** No link. */
    public static final LinkTemplate NONE = new LinkTemplate("");

    /** What can be filled in. */
    public static final List<String> NAMES =
            List.of("task_key", "task_id", "execution_id", "trace_id", "event", "host");

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** A name in braces that cannot be filled in; empty when there is none. */
    public Optional<String> unknownName() {
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(name -> !NAMES.contains(name))
                .findFirst();
    }

    /** The address with its places filled in, what is filled in URL-encoded; empty for no link. */
    public Optional<String> fill(Map<String, String> values) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(encode(values.getOrDefault(place.group(1), "")))));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
