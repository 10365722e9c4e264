package dev.taskhost.script.catalog;

/**
 * Takes everything out of JavaScript text that could be mistaken for code: strings, templates, regular expressions,
 * comments. Lengths are not kept. One use, one thread.
 */
final class JsBlank {
    private final String text;
    private final StringBuilder out;
    private int at;

    private JsBlank(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    static String of(String text) {
        JsBlank blank = new JsBlank(text);
        blank.run(false);
        return blank.out.toString();
    }

    /** Copies code up to the end, or up to the brace that closes a template's {@code ${…}}. */
    private void run(boolean inTemplate) {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (inTemplate && c == '}' && depth == 0) {
                return;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            one(c);
        }
    }

    private void one(char c) {
        if (text.startsWith("//", at) || (at == 0 && text.startsWith("#!"))) {
            at = orEnd(text.indexOf('\n', at));
        } else if (text.startsWith("/*", at)) {
            at = Math.min(text.length(), orEnd(text.indexOf("*/", at + 2)) + 2);
            out.append(' ');
        } else if (c == '"' || c == '\'') {
            skipTo(c, true);
            out.append("''");
        } else if (c == '`') {
            template();
        } else if (c == '/' && regexMayStart()) {
            regex();
        } else {
            out.append(c);
            at++;
        }
    }

    private int orEnd(int index) {
        return index < 0 ? text.length() : index;
    }

    private void skipTo(char quote, boolean stopAtLine) {
        at++;
        while (at < text.length() && text.charAt(at) != quote && !(stopAtLine && text.charAt(at) == '\n')) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
    }

    private void template() {
        out.append("''");
        at++;
        int keep = out.length();
        while (at < text.length() && text.charAt(at) != '`') {
            if (text.startsWith("${", at)) {
                at += 2;
                run(true);
                at++;
            } else {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
        }
        out.setLength(keep); // nothing inside a template is top-level code
        at = Math.min(text.length(), at + 1);
    }

    /** After a value a slash divides, anywhere else it begins a regular expression. */
    private boolean regexMayStart() {
        int i = out.length() - 1;
        while (i >= 0 && Character.isWhitespace(out.charAt(i))) {
            i--;
        }
        if (i < 0) {
            return true;
        }
        char before = out.charAt(i);
        if (!Character.isJavaIdentifierPart(before)) {
            return before != ')' && before != ']' && before != '}' && before != '\'';
        }
        int start = i;
        while (start > 0 && Character.isJavaIdentifierPart(out.charAt(start - 1))) {
            start--;
        }
        return switch (out.substring(start, i + 1)) {
            case "return",
                    "typeof",
                    "case",
                    "in",
                    "of",
                    "do",
                    "else",
                    "void",
                    "delete",
                    "throw",
                    "new",
                    "await",
                    "yield" -> true;
            default -> false;
        };
    }

    private void regex() {
        boolean inClass = false;
        at++;
        while (at < text.length() && text.charAt(at) != '\n' && (inClass || text.charAt(at) != '/')) {
            char c = text.charAt(at);
            inClass = c == '[' || (inClass && c != ']');
            at += c == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
        out.append("''");
    }
}
