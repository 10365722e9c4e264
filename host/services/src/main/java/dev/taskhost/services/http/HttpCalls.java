package dev.taskhost.services.http;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.ServiceException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Requests of scripts, by the JDK's client, of which a host has one: connections are kept for whoever is next, cookies and logins
 * for nobody. A request ends with its answer, its time-out, or when its future is cancelled. Thread-safe.
 *
 * <p>Its arguments are JSON, {@code "text"} or {@code "bytes"}, and the request's body, as such a text: bytes are the
 * characters 0 to 255. The JSON has {@code method}, {@code url}, {@code headers} (pairs), {@code timeout} (milliseconds for all of it;
 * absent: as long as it takes) and {@code redirect} ({@code follow}, {@code manual} or {@code error}).
 *
 * <p>The answer has {@code status}, {@code url} (the last one), {@code redirected}, {@code headers} (pairs), and of the unpacked
 * body {@code text}, {@code bytes} or both: bytes where they could not be made of the text again, and then a text where the response names
 * its encoding. What goes wrong is a {@link ServiceException} with a number of {@link HttpProblem}.
 */
public final class HttpCalls implements Operation {
    /** What scripts call it. */
    public static final String NAME = "http";

    /** Of a response's body, packed or not: several texts of that size are made of it. */
    static final int MOST_BYTES = 32 << 20;

    private final Reach reach;
    private @Nullable HttpClient client; // under the monitor
    private boolean closed; // under the monitor

    /**
     * Opens nothing yet.
     *
     * @param reach which servers may be called; is asked again wherever one sends a request on to
     */
    public HttpCalls(Reach reach) {
        this.reach = reach;
    }

    @Override
    public CompletableFuture<String> ask(Borrower who, List<String> arguments) throws ServiceException {
        Order order = Order.of(arguments);
        CompletableFuture<String> answer = new CompletableFuture<>();
        // Its own thread: what a body's thread opens passes for the body's, whose walls know nothing of this.
        Thread thread = Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name("http-" + who.what())
                .unstarted(() -> perform(order, answer));
        var _ = answer.whenComplete((text, failure) -> {
            if (answer.isCancelled()) {
                thread.interrupt();
            }
        });
        thread.start();
        return answer;
    }

    private void perform(Order order, CompletableFuture<String> answer) {
        try {
            answer.complete(new Exchange(client(), reach, order).perform());
        } catch (ServiceException e) {
            answer.completeExceptionally(e);
        } catch (InterruptedException e) {
            answer.cancel(true); // which interrupted it; nobody waits
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(HttpProblem.BROKEN.because(order.shown() + " failed: " + e, e));
        }
    }

    private synchronized HttpClient client() throws ServiceException {
        if (closed) {
            throw new ServiceException(ServiceException.INTERFACE, "the host is ending and calls nobody any more");
        }
        HttpClient now = client;
        if (now == null) {
            now = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                            .inheritInheritableThreadLocals(false)
                            .name("http-client-", 0)
                            .factory()))
                    .build();
            client = now;
        }
        return now;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }
}
