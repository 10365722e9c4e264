package dev.taskhost.services.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.services.HostServices;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The operation as scripts have it, with a server on the loopback. */
abstract class HttpFixture {
    Servers server;
    HostServices services;
    Loans loans;

    @BeforeEach
    void open() throws IOException {
        server = new Servers();
        lendWith(Reach.ANYWHERE);
    }

    final void lendWith(Reach reach) {
        services = new HostServices(Map.of(), Map.of(), Set.of(), Map.of(HttpCalls.NAME, new HttpCalls(reach)));
        loans = services.lend(new Borrower("orders", 7, "t7"));
    }

    @AfterEach
    void close() {
        loans.end().join();
        services.close();
        server.close();
    }

    CompletableFuture<String> start(String method, String url, Map<String, Object> more, String body)
            throws ServiceException {
        Map<String, Object> request = new HashMap<>(Map.of("redirect", "follow", "timeout", 20_000));
        request.putAll(more);
        request.put("method", method);
        request.put("url", url);
        return loans.ask("http", List.of(Json.write(request), "text", body));
    }

    Map<String, @Nullable Object> send(String method, String url, Map<String, Object> more, String body)
            throws Exception {
        try {
            return Json.readObject(start(method, url, more, body).get(60, SECONDS));
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    Map<String, @Nullable Object> get(String path) throws Exception {
        return send("GET", server.url(path), Map.of(), "");
    }

    static Map<String, Object> headers(String... namesAndValues) {
        return Map.of("headers", List.of(List.of(namesAndValues[0], namesAndValues[1])));
    }

    static String failure(HttpProblem problem, ThrowingCall call) {
        var thrown = assertThatThrownBy(call::run).isInstanceOf(ServiceException.class);
        assertThat(((ServiceException) thrown.actual()).code())
                .as(String.valueOf(thrown.actual().getMessage()))
                .isEqualTo(problem.because("").code());
        return String.valueOf(thrown.actual().getMessage());
    }

    interface ThrowingCall {
        void run() throws Exception;
    }
}
