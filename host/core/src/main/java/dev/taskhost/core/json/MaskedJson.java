package dev.taskhost.core.json;

import dev.taskhost.core.text.Masking;

/** JSON whose texts and numbers have no secrets in them; all else of it stays as it is written. Stateless. */
public final class MaskedJson {
    private MaskedJson() {}

    /**
     * Masks texts, names of members too; a number with a secret in it becomes a text.
     *
     * @param json valid JSON
     * @return valid JSON: the same object where no secret is in it
     */
    public static String of(String json, Masking masking) {
        if (masking.mask(json).equals(json)) {
            return json; // whatever escapes a secret, its form is known
        }
        StringBuilder out = new StringBuilder(json.length());
        int at = 0;
        while (at < json.length()) {
            char c = json.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = endOfText(json, at);
                out.append(text(json.substring(at, end), masking));
            } else if (isOfNumber(c)) {
                end = endOfNumber(json, at);
                out.append(number(json.substring(at, end), masking));
            } else {
                out.append(c);
            }
            at = end;
        }
        return out.toString();
    }

    private static int endOfText(String json, int begin) {
        int at = begin + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfNumber(String json, int begin) {
        int at = begin;
        while (at < json.length() && isOfNumber(json.charAt(at))) {
            at++;
        }
        return at;
    }

    /** What a number is made of; the e of true and false stands behind a letter and is passed over with it. */
    private static boolean isOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private static String text(String quoted, Masking masking) {
        String text = String.valueOf(Json.read(quoted));
        String masked = masking.mask(text);
        return masked.equals(text) ? quoted : Json.write(masked);
    }

    private static String number(String digits, Masking masking) {
        String masked = masking.mask(digits);
        return masked.equals(digits) ? digits : Json.write(masked);
    }
}
