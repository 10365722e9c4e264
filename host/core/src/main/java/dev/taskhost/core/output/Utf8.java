package dev.taskhost.core.output;

/** Lengths of texts as the database stores them, without encoding them. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes a text takes in UTF-8. */
    static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2; // a pair of surrogates is four bytes
            }
        }
        return bytes;
    }

    /** Where a part that begins here has to end to take at most so many bytes; at least one character is in it. */
    static int end(String text, int from, long most) {
        long bytes = 0;
        int at = from;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            bytes += bytes(character);
            if (bytes > most && at > from) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static int bytes(int character) {
        if (character < 0x80) {
            return 1;
        }
        return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
