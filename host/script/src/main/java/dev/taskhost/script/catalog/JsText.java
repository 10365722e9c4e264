package dev.taskhost.script.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads off a JavaScript file what it exports, and whether it is an ES module, without running it. {@code default}
 * stands for the default export or for {@code module.exports} being a function itself. Thread-safe (no state).
 */
final class JsText {
    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final String START = "(?<![\\p{L}\\p{N}_$.])";
    private static final String IS_FUNCTION = "(?:async\\b\\s*)?(?:function\\b|\\(|" + NAME + "\\s*=>)";
    private static final Pattern MODULE = Pattern.compile(START + "(?:import\\s*(?:['{*]|\\s" + NAME
            + ")|import\\.meta|export\\s*(?:[{*]|(?:default|const|let|var|function|async|class)\\b))");
    private static final Pattern DECLARED =
            Pattern.compile(START + "export\\s+(?:async\\s+)?(function|class)\\s*\\*?\\s*(" + NAME + ")");
    private static final Pattern VARIABLE =
            Pattern.compile(START + "export\\s+(?:const|let|var)\\s+(" + NAME + ")\\s*(=\\s*" + IS_FUNCTION + ")?");
    private static final Pattern DEFAULT =
            Pattern.compile(START + "export\\s+default\\s+(" + IS_FUNCTION + ")?(?:\\s*\\*?\\s*(" + NAME + "))?");
    private static final Pattern LIST = Pattern.compile(START + "export\\s*\\{([^}]*)\\}\\s*(from\\b)?");
    private static final Pattern ITEM = Pattern.compile("(" + NAME + ")(?:\\s+as\\s+(" + NAME + "))?");
    private static final Pattern FUNCTION = Pattern.compile(START + "(?:function\\s*\\*?\\s*(" + NAME
            + ")|(?:const|let|var)\\s+(" + NAME + ")\\s*=\\s*" + IS_FUNCTION + ")");
    private static final Pattern MEMBER = Pattern.compile(
            START + "(?:module\\.)?exports\\.(" + NAME + ")\\s*=(?!=)\\s*(" + IS_FUNCTION + "|" + NAME + ")?");
    private static final Pattern WHOLE =
            Pattern.compile(START + "module\\.exports\\s*=(?!=)\\s*(?:exports\\s*=\\s*)?(\\{|" + IS_FUNCTION + "|"
                    + NAME + ")(?:\\s*\\*?\\s*(" + NAME + "))?");
    private static final Pattern KEY = Pattern.compile(
            "(?:async\\s+)?\\*?\\s*(" + NAME + ")\\s*(?:(:)\\s*(" + IS_FUNCTION + "|" + NAME + ")?.*|(\\().*|)",
            Pattern.DOTALL);

    private final String code;
    private final int[] depth;
    private final Set<String> functions = new HashSet<>();
    private final Map<String, NameKind> names = new LinkedHashMap<>();

    private JsText(String code) {
        this.code = code;
        this.depth = depths(code);
        top(FUNCTION, m -> functions.add(m.group(1) != null ? m.group(1) : m.group(2)));
    }

    /** @param code text without strings and comments, see {@link JsBlank} */
    static boolean isModule(String code) {
        JsText text = new JsText(code);
        List<String> hits = new ArrayList<>();
        text.top(MODULE, m -> hits.add(m.group()));
        return !hits.isEmpty();
    }

    /** @param code text without strings and comments, see {@link JsBlank} */
    static Map<String, NameKind> names(String code, boolean module) {
        JsText text = new JsText(code);
        if (module) {
            text.exportsOfModule();
        } else {
            text.exportsOfCommonJs();
        }
        return text.names;
    }

    private void exportsOfModule() {
        top(DECLARED, m -> names.put(m.group(2), "function".equals(m.group(1)) ? NameKind.FUNCTION : NameKind.VALUE));
        top(VARIABLE, m -> names.put(m.group(1), m.group(2) != null ? NameKind.FUNCTION : NameKind.VALUE));
        top(DEFAULT, m -> {
            String name = m.group(2);
            NameKind kind = m.group(1) != null || (name != null && functions.contains(name))
                    ? NameKind.FUNCTION
                    : NameKind.VALUE;
            names.put("default", kind);
            if (name != null && kind == NameKind.FUNCTION) {
                names.putIfAbsent(name, kind);
            }
        });
        top(LIST, m -> listed(m.group(1), m.group(2) != null));
    }

    private void listed(String items, boolean elsewhere) {
        for (String item : items.split(",", -1)) {
            Matcher m = ITEM.matcher(item.strip());
            if (m.matches()) {
                NameKind here = functions.contains(m.group(1)) ? NameKind.FUNCTION : NameKind.VALUE;
                names.put(m.group(2) != null ? m.group(2) : m.group(1), elsewhere ? NameKind.IMPORTED : here);
            }
        }
    }

    private void exportsOfCommonJs() {
        top(MEMBER, m -> names.put(m.group(1), kind(m.group(2))));
        top(WHOLE, m -> {
            if (m.group(1).equals("{")) {
                keys(m.end(1));
                return;
            }
            names.put("default", kind(m.group(1)));
            String name = m.group(2) != null ? m.group(2) : m.group(1);
            if (name.matches(NAME) && kind(m.group(1)) == NameKind.FUNCTION && !name.equals("function")) {
                names.put(name, NameKind.FUNCTION);
            }
        });
    }

    private void keys(int from) {
        int start = from;
        for (int i = from; i < code.length(); i++) {
            boolean end = depth[i] == 0 && code.charAt(i) == '}';
            if (end || (depth[i] == 1 && code.charAt(i) == ',')) {
                Matcher m = KEY.matcher(code.substring(start, i).strip());
                if (m.matches()) {
                    String value = m.group(2) != null ? m.group(3) : m.group(1);
                    names.put(m.group(1), m.group(4) != null ? NameKind.FUNCTION : kind(value));
                }
                start = i + 1;
            }
            if (end) {
                return;
            }
        }
    }

    private NameKind kind(@Nullable String value) {
        boolean function = value != null && (functions.contains(value) || value.matches(IS_FUNCTION));
        return function ? NameKind.FUNCTION : NameKind.VALUE;
    }

    private void top(Pattern pattern, Consumer<Matcher> found) {
        Matcher matcher = pattern.matcher(code);
        while (matcher.find()) {
            if (depth[matcher.start()] == 0) {
                found.accept(matcher);
            }
        }
    }

    /** How many brackets are open before each character; a closing one already counts as outside. */
    private static int[] depths(String code) {
        int[] depths = new int[code.length() + 1];
        int open = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            open = Math.max(0, open - (c == ')' || c == ']' || c == '}' ? 1 : 0));
            depths[i] = open;
            open += c == '(' || c == '[' || c == '{' ? 1 : 0;
        }
        return depths;
    }
}
