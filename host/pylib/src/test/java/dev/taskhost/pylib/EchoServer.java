package dev.taskhost.pylib;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.taskhost.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** Answers with what it was asked; {@code /gzip} packed, {@code /text} no JSON, {@code /slow} never, {@code /to?place} sends on. Thread-safe. */
final class EchoServer implements AutoCloseable {
    /** Bodies of what was sent to {@code /robot/send}, after its query. */
    final List<String> alarms = new CopyOnWriteArrayList<>();

    final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);

    EchoServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        server.createContext("/", this::echo);
        server.createContext("/gzip", exchange -> answer(exchange, echoed(exchange), true));
        server.createContext("/text", exchange -> answer(exchange, "no JSON", false));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/echo?moved=1");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/to", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        server.createContext("/binary", exchange -> {
            byte[] bytes = {0, -1, (byte) 0xc3, (byte) 0xa4, (byte) 0xe2, (byte) 0x82, 65};
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext(
                "/size",
                exchange -> answer(
                        exchange, String.valueOf(exchange.getRequestBody().readAllBytes().length), false));
        server.createContext("/missing", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            awaitClosing();
            exchange.close();
        });
        server.createContext("/robot/send", exchange -> {
            alarms.add(exchange.getRequestURI().getRawQuery() + " " + body(exchange));
            answer(exchange, "{\"errcode\": 0, \"errmsg\": \"ok\"}", false);
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        connections.add(exchange.getRemoteAddress());
        answer(exchange, echoed(exchange), false);
    }

    private static String echoed(HttpExchange exchange) throws IOException {
        Map<String, Object> said = new TreeMap<>();
        said.put("method", exchange.getRequestMethod());
        said.put("path", exchange.getRequestURI().toString());
        said.put("body", body(exchange));
        for (String name : List.of("Content-Type", "X-Client", "Authorization")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).ifPresent(value -> said.put(name, value));
        }
        return Json.write(said);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, String text, boolean packed) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (packed) {
            ByteArrayOutputStream small = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
                gzip.write(bytes);
            }
            bytes = small.toByteArray();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, packed ? 0 : bytes.length); // 0: in chunks
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
