package dev.taskhost.services.http;

import dev.taskhost.core.service.ServiceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One request and what it leads to, up to its response. For one thread, which an interrupt frees. */
final class Exchange {
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient client;
    private final Reach reach;
    private final Order order;
    private final long begun = System.nanoTime();

    /** @param client follows no redirects itself, as each place has to be looked at */
    Exchange(HttpClient client, Reach reach, Order order) {
        this.client = client;
        this.reach = reach;
        this.order = order;
    }

    /**
     * Sends it and waits.
     *
     * @return as {@link AnswerText} writes it
     * @throws InterruptedException when it is not wanted any more; its connection is given up
     */
    String perform() throws ServiceException, InterruptedException {
        Order at = order;
        for (int sent = 0; sent <= MOST_REDIRECTS; sent++) {
            HttpResponse<byte[]> response = send(at);
            Optional<Order> next =
                    at.onward(response.statusCode(), response.headers().firstValue("location"));
            if (next.isEmpty()) {
                return AnswerText.of(at, response.statusCode(), response.headers(), unpacked(at, response));
            }
            at = next.get();
        }
        throw HttpProblem.REDIRECTS.because(order.shown() + " was sent on " + MOST_REDIRECTS
                + " times without end; look where the server sends it");
    }

    private HttpResponse<byte[]> send(Order at) throws ServiceException, InterruptedException {
        Optional<String> refusal =
                reach.refusal(at.address().host(), at.address().port());
        if (refusal.isPresent()) {
            throw HttpProblem.NOT_LISTED.because(refusal.get());
        }
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(at.request(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), HttpCalls.MOST_BYTES));
        try {
            return order.limit().isEmpty()
                    ? response.get()
                    : response.get(left(order.limit().get()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            response.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            response.cancel(true);
            throw HttpProblem.LATE.because(
                    at.shown() + " did not answer within "
                            + order.limit().orElseThrow().toMillis()
                            + " ms; raise the time-out, or look what the server does",
                    e);
        } catch (ExecutionException e) {
            throw told(at, e.getCause() == null ? e : e.getCause());
        }
    }

    private long left(Duration limit) {
        return Math.max(0, limit.toNanos() - (System.nanoTime() - begun));
    }

    private byte[] unpacked(Order at, HttpResponse<byte[]> response) throws ServiceException {
        String coding = response.headers().firstValue("content-encoding").orElse("");
        try {
            byte[] body = Unpacked.of(response.body(), coding, HttpCalls.MOST_BYTES);
            if (body.length > HttpCalls.MOST_BYTES) {
                throw tooLarge(at);
            }
            return body;
        } catch (IOException e) {
            throw HttpProblem.BROKEN.because(
                    at.shown() + ": the response's body is not " + coding + ", as it says (" + e.getMessage() + ")", e);
        }
    }

    private static ServiceException tooLarge(Order at) {
        return HttpProblem.TOO_LARGE.because(at.shown() + " answered with more than " + (HttpCalls.MOST_BYTES >> 20)
                + " MB, which a script does not get in one piece; ask for less of it at a time, or use a plugin");
    }

    private static ServiceException told(Order at, Throwable failure) {
        String server = at.address().host() + ":" + at.address().port();
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return HttpProblem.UNREACHABLE.because(
                    server + " cannot be reached: its name is not known; look how it is written", failure);
        }
        if (has(failure, ConnectException.class)) {
            return HttpProblem.UNREACHABLE.because(
                    server + " cannot be reached" + reason(failure)
                            + "; look at its name and port, and whether it runs",
                    failure);
        }
        if (has(failure, SSLException.class)) {
            return HttpProblem.UNREACHABLE.because(
                    "TLS with " + server + " fails" + reason(failure)
                            + "; look whether its certificate is one that this host's Java trusts, and bears that name",
                    failure);
        }
        if (String.valueOf(failure.getMessage()).startsWith("body exceeds capacity")) { // of BodyHandlers.limiting
            return tooLarge(at);
        }
        return HttpProblem.BROKEN.because(
                at.shown() + " got no whole response" + reason(failure) + "; look what the server says of it", failure);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    /** The innermost text, as the outer ones only say that something failed. */
    private static String reason(Throwable failure) {
        String reason = "";
        for (Throwable at = failure; at != null; at = at.getCause()) {
            reason = at.getMessage() == null || at.getMessage().isBlank() ? reason : at.getMessage();
        }
        return reason.isEmpty() ? " (" + failure.getClass().getSimpleName() + ")" : ": " + reason;
    }
}
