package dev.taskhost.script.catalog;

import dev.taskhost.script.catalog.PythonLines.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules that a Python text cannot do without, read off it without running it. An import that the script itself is prepared to miss does not count: within
 * {@code try} with an {@code except ImportError}, under {@code if TYPE_CHECKING} or a condition on version or platform, in {@code with suppress(ImportError)}. Thread-safe (no
 * state).
 */
public final class PythonImports {
    private static final Pattern IMPORT = Pattern.compile("^import\\s+(.*)");
    private static final Pattern FROM = Pattern.compile("^from\\s+([^.\\s][^\\s]*)\\s+import\\b");
    private static final Pattern FIRST_NAME = Pattern.compile("^[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern FORGIVES =
            Pattern.compile("\\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\\b");
    private static final Pattern TYPES_ONLY = Pattern.compile("\\bTYPE_CHECKING\\b");
    private static final Pattern DEPENDS = Pattern.compile(
            "\\b(?:version_info|hexversion|platform|implementation|os\\.name|__name__|python_implementation)\\b");

    private PythonImports() {}

    /**
     * A needed module.
     *
     * @param module its first name: {@code yaml} for {@code import yaml.nodes}
     * @param line from 1
     */
    public record Needed(String module, int line) {}

    private record Block(int indent, boolean forgiven) {}

    /** In the order of the text; relative imports are not among them. */
    public static List<Needed> of(String text) {
        List<Line> lines = PythonLines.of(PythonText.blank(text));
        List<Needed> needed = new ArrayList<>();
        Deque<Block> blocks = new ArrayDeque<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            while (!blocks.isEmpty() && blocks.peek().indent() >= line.indent()) {
                blocks.pop();
            }
            boolean forgiven = !blocks.isEmpty() && blocks.peek().forgiven();
            if (isHeader(line)) {
                boolean within = forgiven || forgives(lines, i);
                blocks.push(new Block(line.indent(), within));
                add(line.inline(), line.number(), within, needed);
            } else {
                add(line.text(), line.number(), forgiven, needed);
            }
        }
        return needed;
    }

    private static boolean isHeader(Line line) {
        return switch (line.text().split("\\W", 2)[0]) {
            case "try", "except", "else", "finally", "if", "elif", "for", "while", "with", "def", "class", "async" ->
                true;
            default -> false;
        };
    }

    /** Whether what is in the block that this line begins may be missing. */
    private static boolean forgives(List<Line> lines, int at) {
        Line line = lines.get(at);
        if (line.begins("with")) {
            return line.text().contains("suppress")
                    && FORGIVES.matcher(line.text()).find();
        }
        if (line.begins("if") || line.begins("elif")) {
            return TYPES_ONLY.matcher(line.text()).find()
                    || DEPENDS.matcher(line.text()).find();
        }
        if (line.begins("try")) {
            return isForgiving(lines, at);
        }
        if (line.begins("except") || line.begins("else") || line.begins("finally")) {
            int head = head(lines, at);
            Line begin = lines.get(head);
            return begin.begins("try")
                    ? isForgiving(lines, head)
                    : DEPENDS.matcher(begin.text()).find();
        }
        return false;
    }

    /** The {@code try}, {@code if}, {@code for} or {@code while} that a later part of the statement belongs to. */
    private static int head(List<Line> lines, int part) {
        for (int i = part - 1; i >= 0; i--) {
            Line line = lines.get(i);
            boolean sameLevel = line.indent() == lines.get(part).indent();
            if (sameLevel && !line.begins("except") && !line.begins("else") && !line.begins("elif")) {
                return i;
            }
        }
        return part;
    }

    private static boolean isForgiving(List<Line> lines, int tryAt) {
        int indent = lines.get(tryAt).indent();
        for (Line line : lines.subList(tryAt + 1, lines.size())) {
            if (line.indent() > indent) {
                continue;
            }
            if (line.indent() < indent || !(line.begins("except") || line.begins("else") || line.begins("finally"))) {
                return false;
            }
            boolean bare = line.text().matches("except\\s*:.*");
            if (line.begins("except") && (bare || FORGIVES.matcher(line.text()).find())) {
                return true;
            }
        }
        return false;
    }

    private static void add(String statements, int number, boolean forgiven, List<Needed> needed) {
        if (forgiven) {
            return;
        }
        for (String statement : statements.split(";", -1)) {
            Matcher plain = IMPORT.matcher(statement.strip());
            Matcher from = FROM.matcher(statement.strip());
            if (plain.find()) {
                for (String item : plain.group(1).split(",", -1)) {
                    first(item, number, needed);
                }
            } else if (from.find()) {
                first(from.group(1), number, needed);
            }
        }
    }

    private static void first(String name, int number, List<Needed> needed) {
        Matcher first = FIRST_NAME.matcher(name.strip());
        if (first.find()) {
            needed.add(new Needed(first.group(), number));
        }
    }
}
