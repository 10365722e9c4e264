package dev.taskhost.script.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the top-level names off a Python file without running it. Strings, docstrings and comments are blanked first and
 * brackets are followed over lines, so only real statements at column 0 count. Thread-safe (no state).
 */
final class PythonText {
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_]*";
    private static final Pattern FUNCTION = Pattern.compile("^(?:async\\s+)?def\\s+(" + NAME + ")");
    private static final Pattern CLASS = Pattern.compile("^class\\s+(" + NAME + ")");
    private static final Pattern FROM = Pattern.compile("^from\\s+[.\\p{L}\\p{N}_]+\\s+import\\s+(.*)");
    private static final Pattern IMPORT = Pattern.compile("^import\\s+(.*)");
    private static final Pattern ALIAS = Pattern.compile("(?:[\\p{L}\\p{N}_.]+\\s+as\\s+)?(" + NAME + ")(?:\\.[^,]*)?");
    private static final Pattern ASSIGN = Pattern.compile(
            "^(?!(?:else|try|finally)\\b)(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)\\s*(?::[^=]+)?=(?!=)");
    private static final Pattern ASYNCIO = Pattern.compile(
            "(?m)^\\s*(?:import\\s+(?:[^\\n]*,\\s*)?asyncio\\b|from\\s+asyncio\\b)|[;:]\\s*import\\s+asyncio\\b");

    private PythonText() {}

    static Map<String, NameKind> names(String code) {
        Map<String, NameKind> names = new LinkedHashMap<>();
        for (String statement : statements(code)) {
            read(statement, names);
        }
        return names;
    }

    static boolean importsAsyncio(String code) {
        return ASYNCIO.matcher(code).find();
    }

    /** The code without what is inside strings and comments; line ends stay where they were. */
    static String blank(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '#') {
                end = lineEnd(text, at);
            } else if (c == '"' || c == '\'') {
                end = stringEnd(text, at, c);
                out.append("''");
            } else {
                out.append(c);
            }
            keepLines(text, at, end, c, out);
            at = end;
        }
        return out.toString();
    }

    private static void keepLines(String text, int from, int to, char first, StringBuilder out) {
        if (first == '"' || first == '\'') {
            // A string over several lines is one token: its lines must not look like statements, nor vanish.
            text.substring(from, to).chars().filter(c -> c == '\n').forEach(c -> out.append("\\\n"));
        }
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int stringEnd(String text, int from, char quote) {
        String triple = String.valueOf(quote).repeat(3);
        boolean isTriple = text.startsWith(triple, from);
        int at = from + (isTriple ? 3 : 1);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (isTriple ? text.startsWith(triple, at) : c == quote || c == '\n') {
                return isTriple ? at + 3 : c == quote ? at + 1 : at;
            } else {
                at++;
            }
        }
        return text.length();
    }

    /** Statements that begin at column 0, each joined to one line. */
    private static Iterable<String> statements(String code) {
        List<String> found = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int depth = 0;
        boolean continued = false;
        for (String line : code.split("\\r?\\n", -1)) {
            boolean inside = depth > 0 || continued;
            if (!inside) {
                flush(open, found);
            }
            if (inside ? !open.isEmpty() : !line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
                open.append(continued ? open.isEmpty() ? line : " " + line : " " + line);
                if (line.endsWith("\\")) {
                    open.setLength(open.length() - 1);
                }
            }
            depth = Math.max(0, depth + depthChange(line));
            continued = line.endsWith("\\");
        }
        flush(open, found);
        return found;
    }

    private static void flush(StringBuilder open, List<String> found) {
        for (String part : open.toString().split(";", -1)) {
            if (!part.isBlank()) {
                found.add(part.strip());
            }
        }
        open.setLength(0);
    }

    private static int depthChange(String line) {
        int change = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            change += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
        }
        return change;
    }

    private static void read(String statement, Map<String, NameKind> names) {
        Matcher function = FUNCTION.matcher(statement);
        Matcher type = CLASS.matcher(statement);
        Matcher from = FROM.matcher(statement);
        Matcher plain = IMPORT.matcher(statement);
        Matcher assign = ASSIGN.matcher(statement);
        if (function.find()) {
            names.put(function.group(1), NameKind.FUNCTION);
        } else if (type.find()) {
            names.put(type.group(1), NameKind.VALUE);
        } else if (from.find()) {
            imported(from.group(1), names);
        } else if (plain.find()) {
            imported(plain.group(1), names);
        } else if (assign.find()) {
            for (String name : assign.group(1).split(",", -1)) {
                // main = trace(main) keeps main a function of this file
                names.merge(name.strip(), NameKind.VALUE, (old, now) -> old == NameKind.FUNCTION ? old : now);
            }
        }
    }

    private static void imported(String list, Map<String, NameKind> names) {
        for (String item : list.replaceAll("[()]", " ").split(",", -1)) {
            Matcher alias = ALIAS.matcher(item.strip());
            if (alias.matches()) {
                names.put(alias.group(1), NameKind.IMPORTED);
            }
        }
    }
}
