package dev.taskhost.script.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What shows that something got out: files with secrets, a server, a process; all of them real. */
final class Canaries implements AutoCloseable {
    private final Walled walled;
    private final ServerSocket server;
    private final DatagramSocket datagrams;
    private final AtomicInteger calls = new AtomicInteger();
    private final Thread serving;
    private final Process process;
    /** A file of the host's that is open: its number is below any of a script's. */
    private final InputStream open;

    private final Map<Path, String> before;

    Canaries(Walled walled) throws IOException {
        this.walled = walled;
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        datagrams = new DatagramSocket(server.getLocalPort(), InetAddress.ofLiteral("127.0.0.1"));
        datagrams.setSoTimeout(50);
        serving = Thread.ofPlatform().daemon().name("canary").start(this::serve);
        process = new ProcessBuilder("sleep", "600").start();
        open = Files.newInputStream(walled.outside.resolve("secret.txt"));
        before = outside();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket call = server.accept();
                        OutputStream out = call.getOutputStream()) {
                    calls.incrementAndGet();
                    out.write("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (SocketException closed) {
            // the end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    long pid() {
        return process.pid();
    }

    private Map<Path, String> outside() throws IOException {
        Map<Path, String> texts = new HashMap<>();
        try (Stream<Path> all = Files.walk(walled.home)) {
            for (Path path : all.filter(path -> !path.startsWith(walled.scratchOf("attempts"))
                            && !path.startsWith(walled.scratchOf("~check")))
                    .toList()) {
                boolean file = Files.isRegularFile(path);
                texts.put(
                        path,
                        file
                                ? Files.readString(path, StandardCharsets.ISO_8859_1) + Files.getLastModifiedTime(path)
                                : "");
            }
        }
        return texts;
    }

    /** Nothing got out, and nothing outside is another. */
    void assertAlone() throws IOException {
        assertThat(walled.mark).doesNotExist();
        assertThat(outside()).isEqualTo(before);
        assertThat(process.isAlive()).as("the process").isTrue();
        assertThat(calls).as("calls of the server").hasValue(0);
        try {
            datagrams.receive(new DatagramPacket(new byte[10], 10));
            throw new AssertionError("a datagram came");
        } catch (SocketTimeoutException none) {
            // as it should be
        }
    }

    @Override
    public void close() throws IOException {
        open.close();
        process.destroyForcibly();
        datagrams.close();
        server.close();
        try {
            serving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
