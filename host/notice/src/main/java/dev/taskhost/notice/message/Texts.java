package dev.taskhost.notice.message;

import java.nio.charset.StandardCharsets;

/** Cuts texts to what a provider takes. */
public final class Texts {
    private static final String MORE = "…";

    private Texts() {}

    /** At most so many characters, none of them cut in half; what is left out shows as an ellipsis. */
    public static String clip(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(0, most - MORE.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + MORE;
    }

    /** At most so many bytes of UTF-8, likewise. */
    public static String clipBytes(String text, int most) {
        String clipped = text;
        while (bytes(clipped) > most) {
            int over = bytes(clipped) - most;
            clipped = clip(clipped, Math.max(1, clipped.length() - Math.max(1, over / 4)));
        }
        return clipped;
    }

    /** How many bytes of UTF-8 a text takes. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** On one line. */
    public static String line(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
