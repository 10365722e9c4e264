package dev.taskhost.services.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes replies as {@link dev.taskhost.core.service.RedisSession} says. */
final class ReplyText {
    private ReplyText() {}

    static String of(@Nullable Object reply) {
        StringBuilder out = new StringBuilder();
        append(out, reply);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object reply) {
        switch (reply) {
            case null -> out.append("null");
            case byte[] bytes -> text(out, new String(bytes, StandardCharsets.ISO_8859_1));
            case Long number -> out.append(number.longValue());
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    append(out, list.get(i));
                }
                out.append(']');
            }
            case Exception refused -> {
                out.append("{\"error\":");
                text(out, String.valueOf(refused.getMessage()));
                out.append('}');
            }
            default -> text(out, reply.toString());
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
