package dev.taskhost.services.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** An HTTP server whose paths are given by tests. Thread-safe. */
final class Servers implements AutoCloseable {
    /** {@code GET /path?query}, with a word for each field that is asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Servers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        on("/echo", exchange -> answer(exchange, 200, text(echoed(exchange))));
        on("/never", exchange -> {
            waiting.countDown();
            await(released);
        });
        server.start();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Servers on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    Servers on(String path, int status, String field, String value, byte[] body) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set(field, value);
            answer(exchange, status, body);
        });
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String echoed(HttpExchange exchange) throws IOException {
        StringBuilder told = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        for (String name : List.of(
                "Authorization", "Cookie", "Content-type", "User-agent", "Accept-encoding", "Upgrade", "X-own")) {
            List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
            told.append(values.isEmpty() ? "" : "|" + name + "=" + String.join(",", values));
        }
        return told.append("|")
                .append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .toString();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    static byte[] deflate(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.close();
    }
}
