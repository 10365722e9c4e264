package dev.taskhost.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers what clients are tried with. Thread-safe. */
final class Echo implements AutoCloseable {
    private static final long SLOW_MILLIS = 2_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Echo(HttpServer server) {
        this.server = server;
    }

    static Echo start() throws IOException {
        Echo echo = new Echo(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        echo.server.setExecutor(echo.threads);
        echo.server.createContext("/", echo::answer);
        echo.server.start();
        return echo;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/json" ->
                    send(
                            exchange,
                            200,
                            "{\"query\": \"" + exchange.getRequestURI().getRawQuery() + "\", \"task\": \""
                                    + exchange.getRequestHeaders().getFirst("X-Task") + "\"}");
                case "/echo" ->
                    send(exchange, 200, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                case "/cookie" -> {
                    exchange.getResponseHeaders().set("Set-Cookie", "seen=yes; Path=/");
                    send(exchange, 200, "{}");
                }
                case "/redirect" -> {
                    exchange.getResponseHeaders().set("Location", "/json");
                    send(exchange, 302, "");
                }
                case "/slow" -> {
                    Times.pass(SLOW_MILLIS);
                    send(exchange, 200, "{}");
                }
                default -> send(exchange, 404, "{}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the trial is over
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
