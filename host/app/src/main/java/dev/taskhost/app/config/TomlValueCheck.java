package dev.taskhost.app.config;

import dev.taskhost.app.config.TomlCheck.BadTomlException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** The part of {@link TomlCheck} that goes over one value: texts, numbers, lists, inline tables. */
final class TomlValueCheck {
    private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)(\\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?");
    private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0[0-9_]+(\\.[0-9_]+)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}.*");

    private final TomlCursor at;

    TomlValueCheck(TomlCursor at) {
        this.at = at;
    }

    /** Takes one value. */
    void value() throws BadTomlException {
        at.skipSpaces();
        if (at.atLineEnd()) {
            throw new BadTomlException("has no value; give one, or put # before the line (an empty text is \"\")");
        }
        if (at.looksAt("\"\"\"") || at.looksAt("'''")) {
            longText();
        } else if (at.peek() == '"' || at.peek() == '\'') {
            shortText();
        } else if (at.peek() == '[') {
            list();
        } else if (at.peek() == '{') {
            table();
        } else {
            word(at.word());
        }
    }

    private void shortText() throws BadTomlException {
        char quote = at.next();
        while (at.peek() != quote) {
            if (at.atEnd() || at.peek() == '\n') {
                throw new BadTomlException(
                        "has a text that is not closed on its line; its last " + quote + " is missing");
            }
            character(quote);
        }
        at.next();
    }

    private void longText() throws BadTomlException {
        char quote = at.peek();
        String three = String.valueOf(quote).repeat(3);
        at.skip(3);
        while (!at.looksAt(three)) {
            if (at.atEnd()) {
                throw new BadTomlException("has a text that is never closed; its last " + three + " is missing");
            }
            character(quote);
        }
        at.skip(3);
    }

    private void character(char quote) throws BadTomlException {
        if (at.next() != '\\' || quote == '\'') {
            return;
        }
        char escaped = at.next();
        if (escaped == 'U') {
            throw new BadTomlException("uses \\U, which is not read; write the character itself");
        }
        if (escaped == 'u') {
            unicode(at.four());
        } else if (escaped == '\\') {
            at.wasBackslash(2);
        } else if ("btnfr\"\r\n".indexOf(escaped) < 0) {
            throw new BadTomlException(
                    "has a \\ before a character that needs none; write \\\\ for one \\, or use single quotes");
        }
    }

    private void unicode(String digits) throws BadTomlException {
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw new BadTomlException("has a \\u without four hex digits behind it");
        }
        char character = (char) Integer.parseInt(digits, 16);
        if (character == '\\') {
            at.wasBackslash(6);
        }
        if (Character.isSurrogate(character)) {
            throw new BadTomlException("has a \\u that is only half of a character; write the character itself");
        }
    }

    private void list() throws BadTomlException {
        at.next();
        while (true) {
            at.toNextEntry();
            if (at.peek() == ']') {
                at.next();
                return;
            }
            if (at.atEnd() || at.peek() == ',') {
                throw new BadTomlException(
                        at.atEnd()
                                ? "has a list that is never closed; its ] is missing"
                                : "has two commas in its list");
            }
            value();
            at.toNextEntry();
            if (at.peek() == ',') {
                at.next();
            } else if (at.peek() != ']') {
                throw new BadTomlException(
                        "has a list whose values are not separated by commas, or whose ] is missing");
            }
        }
    }

    private void table() throws BadTomlException {
        at.next();
        at.skipSpaces();
        while (at.peek() != '}') {
            at.upTo('=');
            if (at.peek() != '=') {
                throw new BadTomlException("has a { … } that is not closed on its line, or has no = in it");
            }
            at.next();
            value();
            at.skipSpaces();
            if (at.peek() == ',') {
                at.next();
                at.skipSpaces();
            } else if (at.peek() != '}') {
                throw new BadTomlException(
                        "has a { … } whose parts are not separated by commas, or that is not closed");
            }
        }
        at.next();
    }

    private static void word(String word) throws BadTomlException {
        if (word.equals("true") || word.equals("false") || DATE.matcher(word).matches()) {
            return;
        }
        if (WHOLE.matcher(word).matches()) {
            if (new BigInteger(word.replace("_", "")).bitLength() > 63) {
                throw new BadTomlException("has a number that is too large");
            }
            return;
        }
        if (DECIMAL.matcher(word).matches()) {
            if (Double.isInfinite(Double.parseDouble(word.replace("_", "")))) {
                throw new BadTomlException("has a number that is too large");
            }
            return;
        }
        throw new BadTomlException(advice(word));
    }

    private static String advice(String word) {
        if (LEADING_ZERO.matcher(word).matches()) {
            return "has a number that begins with 0; write it without the 0, or in quotes if it is a text";
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return "has a " + lower + " with capitals; write " + lower;
        }
        if (word.startsWith("${")) {
            return "has a ${…} without quotes; write \"${…}\", for numbers too";
        }
        return "has a value that is neither a text in quotes nor a number, true or false; put quotes around a text";
    }
}
