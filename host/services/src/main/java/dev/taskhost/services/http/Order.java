package dev.taskhost.services.http;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.ServiceException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request, as a script has asked for it or as a server has sent it on. Immutable.
 *
 * @param method in capitals
 * @param headers names and values, in pairs
 * @param body can be sent more than once
 * @param limit for all of it, redirects and the response's body; empty: as long as it takes
 * @param redirect what to do when the server sends it on
 * @param isSentOn whether one has
 */
record Order(
        String method,
        WebAddress address,
        List<List<String>> headers,
        HttpRequest.BodyPublisher body,
        Optional<Duration> limit,
        Redirect redirect,
        boolean isSentOn) {
    /** What to do when a server sends a request on. */
    enum Redirect {
        FOLLOW,
        MANUAL,
        ERROR
    }

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> OF_SERVER = Set.of("authorization", "cookie");
    private static final Set<String> OF_BODY = Set.of("content-type", "content-encoding", "content-language");
    private static final List<List<String>> USUAL = List.of(
            List.of("User-Agent", "taskhost"), List.of("Accept", "*/*"), List.of("Accept-Encoding", "gzip, deflate"));

    /**
     * Reads what a script sends.
     *
     * @param arguments as {@link HttpCalls} says
     * @throws ServiceException when it is no request
     */
    static Order of(List<String> arguments) throws ServiceException {
        try {
            Map<String, @Nullable Object> wanted = Json.readObject(arguments.getFirst());
            byte[] body = arguments
                    .get(2)
                    .getBytes(arguments.get(1).equals("bytes") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            WebAddress address = WebAddress.of(String.valueOf(wanted.get("url")));
            Order order = new Order(
                    String.valueOf(wanted.get("method")).toUpperCase(Locale.ROOT),
                    address,
                    withLogin(fields(wanted.get("headers")), address),
                    body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body),
                    limit(wanted.get("timeout")),
                    redirect(String.valueOf(wanted.get("redirect"))),
                    false);
            var _ = order.request(); // what the client does not take is found now
            return order;
        } catch (BadJsonException | IndexOutOfBoundsException e) {
            throw HttpProblem.REQUEST.because("the host was sent no request: " + e.getMessage(), e);
        }
    }

    private static List<List<String>> fields(@Nullable Object headers) throws ServiceException {
        List<List<String>> fields = new ArrayList<>();
        for (Object pair : headers instanceof List<?> list ? list : List.of()) {
            if (!(pair instanceof List<?> both) || both.size() != 2) {
                throw HttpProblem.REQUEST.because("headers are pairs of a name and a value, not " + pair);
            }
            fields.add(List.of(String.valueOf(both.getFirst()), String.valueOf(both.getLast())));
        }
        return fields;
    }

    private static List<List<String>> withLogin(List<List<String>> fields, WebAddress address) {
        if (address.login().isEmpty() || has(fields, "Authorization")) {
            return fields;
        }
        byte[] login = address.login().get().getBytes(StandardCharsets.UTF_8);
        List<List<String>> all = new ArrayList<>(fields);
        all.add(List.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(login)));
        return all;
    }

    private static Optional<Duration> limit(@Nullable Object millis) {
        return millis instanceof Number number
                ? Optional.of(Duration.ofNanos((long) (number.doubleValue() * 1e6)))
                : Optional.empty();
    }

    private static Redirect redirect(String word) throws ServiceException {
        return switch (word) {
            case "follow" -> Redirect.FOLLOW;
            case "manual" -> Redirect.MANUAL;
            case "error" -> Redirect.ERROR;
            default ->
                throw HttpProblem.REQUEST.because(
                        "redirect is \"" + word + "\"; it has to be \"follow\", \"manual\" or \"error\"");
        };
    }

    /** For the client. */
    HttpRequest request() throws ServiceException {
        try {
            // Plain connections of the client would ask each server for HTTP/2 in a field that some do not expect.
            HttpRequest.Builder request = HttpRequest.newBuilder(address.uri())
                    .version(address.isSecure() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                    .method(method, body);
            for (List<String> field : USUAL) {
                if (!has(headers, field.getFirst())) {
                    request.header(field.getFirst(), field.getLast());
                }
            }
            for (List<String> field : headers) {
                request.header(field.getFirst(), field.getLast());
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw HttpProblem.REQUEST.because(
                    shown() + " cannot be sent: " + e.getMessage()
                            + ". Leave out what the client sets itself (Connection, Content-Length, Expect, Host, Upgrade), and"
                            + " characters that a header field or a method cannot have.",
                    e);
        }
    }

    private static boolean has(List<List<String>> fields, String name) {
        return fields.stream().anyMatch(field -> field.getFirst().equalsIgnoreCase(name));
    }

    /**
     * Where a response sends it on, as browsers do it: what is meant for one server is not told to another.
     *
     * @return empty when it does not
     * @throws ServiceException when it is not to be sent on, or that is no place
     */
    Optional<Order> onward(int status, Optional<String> place) throws ServiceException {
        if (!REDIRECTS.contains(status) || place.isEmpty() || redirect == Redirect.MANUAL) {
            return Optional.empty();
        }
        if (redirect == Redirect.ERROR) {
            throw HttpProblem.REDIRECTS.because(shown() + " was sent on (" + status
                    + "), and redirect is \"error\"; call where it leads, or use \"follow\"");
        }
        WebAddress next = address.onward(place.get());
        boolean get = status == 303 ? !method.equals("HEAD") : status <= 302 && method.equals("POST");
        List<List<String>> kept = headers.stream()
                .filter(field -> next.isSameServer(address) || !isOne(field, OF_SERVER))
                .filter(field -> !get || !isOne(field, OF_BODY))
                .toList();
        return Optional.of(new Order(
                get ? "GET" : method, next, kept, get ? BodyPublishers.noBody() : body, limit, redirect, true));
    }

    private static boolean isOne(List<String> field, Set<String> names) {
        return names.contains(field.getFirst().toLowerCase(Locale.ROOT));
    }

    /** For messages. */
    String shown() {
        return method + " " + address.shown();
    }
}
