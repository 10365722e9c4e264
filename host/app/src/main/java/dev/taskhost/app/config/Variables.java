package dev.taskhost.app.config;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills environment variables into texts: <code>${NAME}</code> is the variable's value, <code>${NAME:-text}</code> the
 * text when the variable is missing or empty, <code>$${</code> is a plain <code>${</code>. Filled-in text is not looked
 * at again. Immutable.
 */
final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * @throws BadVariableException when a variable is missing or not well written
     */
    Filled fill(String text) throws BadVariableException {
        StringBuilder out = new StringBuilder(text.length());
        boolean any = false;
        int at = 0;
        while (true) {
            int open = text.indexOf("${", at);
            if (open < 0) {
                return new Filled(out.append(text, at, text.length()).toString(), any);
            }
            if (open > at && text.charAt(open - 1) == '$') {
                out.append(text, at, open - 1).append("${");
                at = open + 2;
                continue;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new BadVariableException("has a ${ without its }; write $${ for a plain ${");
            }
            out.append(text, at, open).append(value(text.substring(open + 2, close)));
            any = true;
            at = close + 1;
        }
    }

    private String value(String reference) throws BadVariableException {
        int dash = reference.indexOf(":-");
        String name = dash < 0 ? reference : reference.substring(0, dash);
        if (!NAME.matcher(name).matches()) {
            throw new BadVariableException(
                    "has a ${…} whose name is not one of an environment variable (letters, digits, _); write $${ for a plain ${");
        }
        @Nullable String value = environment.get(name);
        if (dash >= 0) {
            return value == null || value.isEmpty() ? reference.substring(dash + 2) : value;
        }
        if (value == null) {
            throw new BadVariableException("reads the environment variable " + name + ", which is not set; set it, or"
                    + " give a default: ${" + name + ":-…}");
        }
        return value;
    }

    /**
     * A text after filling in.
     *
     * @param text the result
     * @param fromEnvironment whether a variable took part; such a text is never shown, and may stand for a number
     */
    record Filled(String text, boolean fromEnvironment) {}

    /** What is wrong, to be put after the key's name. */
    static final class BadVariableException extends Exception {
        private static final long serialVersionUID = 1L;

        BadVariableException(String message) {
            super(message);
        }
    }
}
