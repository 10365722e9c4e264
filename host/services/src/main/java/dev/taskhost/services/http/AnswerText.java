package dev.taskhost.services.http;

import dev.taskhost.core.json.Json;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes responses as {@link HttpCalls} says. */
final class AnswerText {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\"';\\s]+)");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private AnswerText() {}

    /** @param body unpacked */
    static String of(Order order, int status, HttpHeaders headers, byte[] body) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status);
        answer.put("url", order.address().uri().toString());
        answer.put("redirected", order.isSentOn());
        answer.put("headers", pairs(headers));
        Optional<Charset> charset = charset(headers);
        Optional<String> exact =
                charset.filter(named -> !named.equals(StandardCharsets.UTF_8)).isPresent()
                        ? Optional.empty()
                        : utf8(body).filter(text -> !text.startsWith(BYTE_ORDER_MARK));
        if (exact.isPresent()) {
            answer.put("text", exact.get());
        } else {
            answer.put("bytes", new String(body, StandardCharsets.ISO_8859_1));
            charset.ifPresent(named -> answer.put("text", withoutMark(new String(body, named))));
        }
        return Json.write(answer);
    }

    /** Those that begin with a colon are no fields, but a way of HTTP/2 to say the status. */
    private static List<List<String>> pairs(HttpHeaders headers) {
        List<List<String>> pairs = new ArrayList<>();
        headers.map().forEach((name, values) -> {
            if (!name.startsWith(":")) {
                values.forEach(value -> pairs.add(List.of(name, value)));
            }
        });
        return pairs;
    }

    /** Which the response names; one that nobody knows counts as none. */
    private static Optional<Charset> charset(HttpHeaders headers) {
        Matcher named = CHARSET.matcher(headers.firstValue("content-type").orElse(""));
        try {
            return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> utf8(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
