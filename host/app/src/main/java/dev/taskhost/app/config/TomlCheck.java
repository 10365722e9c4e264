package dev.taskhost.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Goes over a TOML text before toml4j 0.7.2 reads it, because that parser drops or changes some mistakes in silence
 * ({@code key =} vanishes, {@code 007} becomes 7, {@code [1 2]} becomes two numbers, a line break inside quotes is kept,
 * {@code \U0001F600} loses its meaning) and answers others by quoting the rest of the file, passwords included. What
 * this class says holds line numbers and key names only. One instance checks one text.
 *
 * <p>That parser also reads {@code "C:\\new"} as a backslash and a line break. {@link #prepared} is the text with such
 * backslashes replaced by a character no text has; {@link #restored} brings them back in what was read.
 */
final class TomlCheck {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]+\"");
    private static final Pattern WORD = Pattern.compile("^[A-Za-z0-9_-]{1,40}(?=[\\s=.]|$)");

    private final TomlCursor at;
    private final List<String> problems = new ArrayList<>();

    /** Checks a text. */
    TomlCheck(String text) {
        at = new TomlCursor(text);
        if (text.indexOf(TomlCursor.BACKSLASH) >= 0) {
            problems.add("this file holds the character U+FDD0, which no text may hold; remove it");
        }
        while (at.toNextEntry()) {
            line();
        }
    }

    /** The problems found, {@code line N (key): what} each; empty when none. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The text for toml4j; only meaningful when there are no problems. */
    String prepared() {
        return at.prepared();
    }

    /** A text that toml4j read from {@link #prepared}, as it was meant. */
    static String restored(String read) {
        return read.replace(TomlCursor.BACKSLASH, '\\');
    }

    private void line() {
        int line = at.line();
        String start = at.restOfLine();
        if (start.startsWith("[")) {
            at.skipLine();
            return;
        }
        try {
            key();
            new TomlValueCheck(at).value();
            at.skipSpaces();
            if (!at.atLineEnd()) {
                throw new BadTomlException("has more text after its value; a remark begins with #");
            }
        } catch (BadTomlException e) {
            problems.add("line " + line + label(start) + ": " + e.getMessage());
            at.skipLine();
        }
    }

    private void key() throws BadTomlException {
        String key = at.upTo('=').strip();
        if (at.atLineEnd()) {
            throw new BadTomlException("is not of the form key = value (no = on this line)");
        }
        at.next();
        if (BARE.matcher(key).matches() || QUOTED.matcher(key).matches()) {
            return;
        }
        if (key.isEmpty()) {
            throw new BadTomlException("has no key before the =");
        }
        if (key.matches("[A-Za-z0-9_-]+(\\s*\\.\\s*[A-Za-z0-9_-]+)+")) {
            throw new BadTomlException("has dots in its key; put the key below its own [table] line");
        }
        throw new BadTomlException(
                "has a key with other characters than letters, digits, _ and -; put it in double quotes");
    }

    /** The key's name if the line begins with a plain word: anything else may be part of a value, and is not shown. */
    private static String label(String start) {
        var word = WORD.matcher(start);
        return word.find() && start.indexOf('=') >= 0 ? " (" + word.group() + ")" : "";
    }

    /** What is wrong with one line; the message follows the line number and never quotes a value. */
    static final class BadTomlException extends Exception {
        private static final long serialVersionUID = 1L;

        BadTomlException(String message) {
            super(message);
        }
    }
}
