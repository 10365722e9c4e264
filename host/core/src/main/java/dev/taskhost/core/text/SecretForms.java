package dev.taskhost.core.text;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ways in which a secret is written in texts: as it is, as JSON and Python's repr() escape it, and percent-encoded. Stateless. */
final class SecretForms {
    /** A shorter line of a secret of several lines is found in too many other texts. */
    private static final int SHORTEST_LINE = 8;

    /** Begins the first and the last line of a PEM text, which are in every public certificate as well. */
    private static final String PEM_BOUNDARY = "-----";

    private static final char LAST_OF_ASCII = '~';
    private static final char DELETE = 0x7f;

    /**
     * What is left as it is beside letters and digits, and whether a space becomes a plus: Python's {@code quote(s, safe="")},
     * {@code quote(s)}, {@code quote_plus} and {@code urlencode}; JavaScript's {@code encodeURIComponent} and {@code encodeURI}; Java's
     * {@code URLEncoder}.
     */
    private static final List<Percent> PERCENT = List.of(
            new Percent("_.-~", false),
            new Percent("_.-~/", false),
            new Percent("_.-~", true),
            new Percent("-_.!~*'()", false),
            new Percent("-_.!~*'();,/?:@&=+$#", false),
            new Percent("-_.*", true));

    private SecretForms() {}

    /** All of them, without repetitions. Of a secret of several lines, the long ones on their own as well. */
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        add(forms, secret);
        List<String> lines = secret.lines().map(String::strip).toList();
        if (lines.size() > 1) {
            lines.stream()
                    .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith(PEM_BOUNDARY))
                    .forEach(line -> add(forms, line));
        }
        return forms;
    }

    private static void add(Set<String> forms, String secret) {
        forms.add(secret);
        forms.add(json(secret, false));
        forms.add(json(secret, true));
        forms.add(repr(secret));
        PERCENT.forEach(way -> forms.add(way.encode(secret)));
    }

    /** @param ascii whether all other characters are escaped, as Python's json.dumps does by default */
    private static String json(String text, boolean ascii) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (ascii && c > LAST_OF_ASCII)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /** Between the quotes that Python chooses. */
    private static String repr(String text) {
        boolean bothQuotes = text.indexOf('\'') >= 0 && text.indexOf('"') >= 0;
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\'' -> out.append(bothQuotes ? "\\'" : "'");
                default -> {
                    if (c < ' ' || c == DELETE) {
                        out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private record Percent(String kept, boolean plus) {
        String encode(String text) {
            StringBuilder out = new StringBuilder(text.length() + 16);
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (one & 0xff);
                if (plus && c == ' ') {
                    out.append('+');
                } else if (isLetterOrDigit(c) || kept.indexOf(c) >= 0) {
                    out.append(c);
                } else {
                    out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
                }
            }
            return out.toString();
        }

        private static boolean isLetterOrDigit(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
    }
}
