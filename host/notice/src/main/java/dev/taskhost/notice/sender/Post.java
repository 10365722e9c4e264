package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Texts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON. Connecting may take 5 s, the answer as long again, its body a second more, so a server that hangs costs its own
 * sender eleven seconds. Redirects are not followed, as what was meant for one place would go to another. Thread-safe.
 */
public final class Post implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long WHOLE_SECONDS = 11;
    private static final long MOST_ANSWER_BYTES = 65_536;
    private static final int SHOWN = 200;
    private static final int TOO_MANY = 429;
    private static final long MOST_RETRY_SECONDS = 3_600;

    private final HttpClient client;

    /** Opens it; no connection yet. */
    public Post() {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // a plain server may not know what to do with an offer of HTTP/2
                .connectTimeout(TIMEOUT)
                .build();
    }

    /**
     * What a server said.
     *
     * @param status of HTTP, 200 to 299
     * @param body its text
     */
    record Answer(int status, String body) {
        /** The beginning of the body, for a message. */
        String shown() {
            return Post.shown(body);
        }
    }

    /**
     * Posts and answers what came back with a status of 200 to 299.
     *
     * @param who the other side, for messages
     * @throws SendException for any other status, no answer, or no connection
     */
    Answer post(String who, String url, Map<String, String> headers, String json) throws SendException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "taskhost")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        HttpResponse<String> response = await(who, URI.create(url), request.build());
        if (response.statusCode() / 100 == 2) {
            return new Answer(response.statusCode(), response.body());
        }
        throw new SendException(
                who + " answered HTTP " + response.statusCode() + ": " + shown(response.body()) + advice(response),
                response.statusCode() == TOO_MANY ? retryAfter(response) : null);
    }

    private HttpResponse<String> await(String who, URI uri, HttpRequest request) throws SendException {
        CompletableFuture<HttpResponse<String>> sending = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_ANSWER_BYTES));
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        try {
            return sending.get(WHOLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sending.cancel(true);
            throw new SendException("the host ended before " + who + " answered; it is sent again later", e);
        } catch (TimeoutException e) {
            sending.cancel(true);
            throw new SendException(who + " at " + place + " did not answer in time; it may be overloaded", e);
        } catch (ExecutionException e) {
            throw new SendException(failure(who, place, e.getCause()), e);
        }
    }

    private static String failure(String who, String place, @Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException late ->
                who + " at " + place + " did not answer within 5 s; is it up, and does a firewall let us out?";
            case ConnectException refused
            when refused.getCause() instanceof UnresolvedAddressException ->
                who + " at " + place + " cannot be found; check the name in its url, and this machine's DNS";
            case ConnectException refused ->
                who + " at " + place
                        + " takes no connection; is it up, and is a proxy needed (JAVA_OPTS=-Dhttps.proxyHost=…)?";
            case IOException broken ->
                who + " at " + place + " broke off: " + broken.getClass().getSimpleName()
                        + (broken.getMessage() == null ? "" : ", " + Texts.clip(broken.getMessage(), SHOWN));
            case null -> who + " at " + place + " could not be asked";
            default ->
                who + " at " + place + " could not be asked: "
                        + cause.getClass().getSimpleName();
        };
    }

    private static String advice(HttpResponse<String> response) {
        return switch (response.statusCode() / 100) {
            case 3 -> ". It sends us elsewhere; write the final address as url";
            case 4 ->
                response.statusCode() == TOO_MANY
                        ? ". It is sent again; lower per_minute if this comes often"
                        : ". Check the sender's url and secret";
            default -> ". It is sent again";
        };
    }

    /** In seconds, as RFC 9110 allows besides a date. */
    private static @Nullable Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .map(seconds -> Duration.ofSeconds(Math.min(MOST_RETRY_SECONDS, seconds)))
                .orElse(null);
    }

    private static String shown(String body) {
        String line = Texts.line(body.replaceAll("\\p{Cntrl}", " "));
        return line.isEmpty() ? "(nothing)" : Texts.clip(line, SHOWN);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
