package dev.taskhost.app.config;

/** A place in a TOML text that knows its line, and the text with its escaped backslashes replaced. Not thread-safe. */
final class TomlCursor {
    /** What {@link #peek} gives behind the last character. */
    static final char END = '\0';

    /** Stands for a backslash in {@link #prepared}: no text can hold this one (Unicode, "noncharacters"). */
    static final char BACKSLASH = '\uFDD0';

    private final String text;
    private final StringBuilder prepared = new StringBuilder();
    private int copied;
    private int at;
    private int line = 1;

    TomlCursor(String text) {
        this.text = text;
    }

    /** The text read so far and all that follows, with {@link #BACKSLASH} where {@link #wasBackslash} was told so. */
    String prepared() {
        return prepared + text.substring(copied);
    }

    /** The last characters, as many as told, are the escape of one backslash. */
    void wasBackslash(int characters) {
        prepared.append(text, copied, at - characters).append(BACKSLASH);
        copied = at;
    }

    /** The line of the current place, from 1. */
    int line() {
        return line;
    }

    /** The current character, or {@link #END}. */
    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Whether the text goes on with these characters. */
    boolean looksAt(String characters) {
        return text.startsWith(characters, at);
    }

    /** Whether everything was read. */
    boolean atEnd() {
        return at >= text.length();
    }

    /** Whether only a remark or nothing is left on this line. */
    boolean atLineEnd() {
        return atEnd() || peek() == '\n' || peek() == '#' || looksAt("\r\n");
    }

    /** Takes one character; {@link #END} at the end. */
    char next() {
        char c = peek();
        at = Math.min(at + 1, text.length());
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** Takes as many characters. */
    void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    /** Goes over blanks and tabs. */
    void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            next();
        }
    }

    /** Goes behind the end of this line. */
    void skipLine() {
        while (!atEnd() && peek() != '\n') {
            next();
        }
        next();
    }

    /** Goes over blanks, line ends and remarks; false at the end of the text. */
    boolean toNextEntry() {
        while (!atEnd()) {
            skipSpaces();
            if (peek() == '#' || peek() == '\n' || looksAt("\r\n")) {
                skipLine();
            } else if (!atEnd()) {
                return true;
            }
        }
        return false;
    }

    /** What is left of this line, without moving. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        return text.substring(at, end < 0 ? text.length() : end);
    }

    /** Takes characters up to this one (not included) or the end of the line; a pair of double quotes is stepped over. */
    String upTo(char stop) {
        int start = at;
        boolean quoted = false;
        while (!atEnd() && peek() != '\n' && (quoted || (peek() != stop && !atLineEnd()))) {
            if (next() == '"') {
                quoted = !quoted;
            }
        }
        return text.substring(start, at);
    }

    /** Takes a bare word: everything up to a blank, a line end, or one of {@code , ] } #}. */
    String word() {
        int start = at;
        while (!atEnd() && " \t\r\n,]}#".indexOf(peek()) < 0) {
            next();
        }
        return text.substring(start, at);
    }

    /** Takes four characters, or fewer at the end of the text. */
    String four() {
        int start = at;
        skip(Math.min(4, text.length() - at));
        return text.substring(start, at);
    }
}
