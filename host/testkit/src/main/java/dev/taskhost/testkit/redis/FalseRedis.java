package dev.taskhost.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Something that listens where a Redis should, and says to whoever comes what it was told to say. */
public final class FalseRedis implements AutoCloseable {
    private final ServerSocket listening;
    private final byte[] words;
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
    private final Semaphore visits = new Semaphore(0);

    /** Says these bytes to each visitor, and nothing more; it does not hang up. */
    public FalseRedis(byte[] words) {
        this.words = words.clone();
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("false-redis").start(this::accept);
    }

    /** On 127.0.0.1. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Waits until that many more have come. */
    public void awaitVisits(int count) throws InterruptedException {
        visits.acquire(count);
    }

    /** Hangs up on all, and frees the port. */
    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : accepted) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                accepted.add(socket);
                greet(socket);
                visits.release();
            }
        } catch (IOException e) {
            visits.release(); // closed; a test that waits for one more shall not wait for ever
        }
    }

    /** A visitor who has left already was here all the same. */
    private void greet(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(words);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            socket.close();
        }
    }
}
