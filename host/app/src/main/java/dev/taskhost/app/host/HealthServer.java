package dev.taskhost.app.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.taskhost.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code GET /healthz} for supervisors: 200 while the database answers, 503 while it does not. It tells nothing
 * else, so it needs no login. Thread-safe.
 */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HealthServer(HttpServer server, BooleanSupplier healthy) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, 404, Map.of("error", "nothing is here")));
        server.createContext("/healthz", exchange -> health(exchange, healthy.getAsBoolean()));
        server.start();
    }

    /**
     * Listens.
     *
     * @param port 0 takes any free one
     * @throws AddressException when the address cannot be used
     */
    public static HealthServer listen(String host, int port, BooleanSupplier healthy) {
        try {
            return new HealthServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0), healthy);
        } catch (IOException e) {
            throw new AddressException("cannot listen on " + host + ":" + port + " (" + e.getMessage()
                    + "); another program may use that port: choose another with --port or http.port in common.toml");
        }
    }

    /** Where it listens, as a URL. */
    public String address() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void health(HttpExchange exchange, boolean healthy) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/healthz")) {
            answer(exchange, 404, Map.of("error", "nothing is here"));
        } else if (!exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 405, Map.of("error", "only GET"));
        } else if (healthy) {
            answer(exchange, 200, Map.of("status", "up"));
        } else {
            answer(exchange, 503, Map.of("status", "the database does not answer"));
        }
    }

    private static void answer(HttpExchange exchange, int code, Map<String, String> body) throws IOException {
        byte[] text = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        try (exchange) {
            exchange.sendResponseHeaders(code, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** An address cannot be listened on; the message says why and what to do. */
    public static final class AddressException extends RuntimeException {
        /** Takes the message for the user. */
        public AddressException(String message) {
            super(message);
        }
    }
}
