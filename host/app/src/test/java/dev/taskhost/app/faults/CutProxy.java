package dev.taskhost.app.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a host and its database, on loopback, and cuts connections: at once, or when a transaction was to be
 * committed and before its answer, so that the host cannot know; or swallows what is sent, as a broken network does.
 * Thread-safe.
 */
final class CutProxy implements AutoCloseable {
    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cutsAtCommit = new AtomicInteger();
    private volatile boolean swallowing;

    /**
     * @param target the port of the database
     */
    CutProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Cuts all connections. */
    void cut() {
        open.forEach(CutProxy::closeQuietly);
    }

    /** Lets the next so many commits through, and cuts their connections before the answer. */
    void cutAtCommit(int count) {
        cutsAtCommit.set(count);
    }

    /** While it swallows, nothing arrives on either side; those who wait for an answer wait. */
    void swallow(boolean now) {
        swallowing = now;
        if (!now) {
            cut(); // a stream with a gap is of no use to anybody
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pump(client, server, true));
                Thread.ofVirtual().start(() -> pump(server, client, false));
            } catch (IOException e) {
                // The database is down, or the proxy is closed: the client sees its connection refused or cut.
                cutIfDown();
            }
        }
    }

    private void cutIfDown() {
        open.removeIf(Socket::isClosed);
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (swallowing) {
                    continue;
                }
                out.write(buffer, 0, n);
                out.flush();
                if (requests && isCommit(buffer, n) && cutsAtCommit.getAndUpdate(c -> Math.max(0, c - 1)) > 0) {
                    awaitAnswer(to);
                    return;
                }
            }
        } catch (IOException e) {
            closeQuietly(to); // cut by either side, as connections are here
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** The server has it once it answers: only the answer is lost. The other pump may take it, and its client is gone. */
    private static void awaitAnswer(Socket server) throws IOException {
        server.shutdownOutput();
    }

    /** A statement alone in its packet: a length, a number, the command, the text. */
    private static boolean isCommit(byte[] packet, int length) {
        return length == 5 + COMMIT.length
                && new String(packet, 5, COMMIT.length, StandardCharsets.US_ASCII).equalsIgnoreCase("COMMIT");
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a socket of loopback", e);
        }
    }
}
