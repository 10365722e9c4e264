package dev.taskhost.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis for tests: a real process on loopback, on a port of its own, that can be stopped and started again. */
public final class RedisProcess implements AutoCloseable {
    private final int port;
    private RedisServer server;

    private RedisProcess(int port) {
        this.port = port;
        this.server = launch(port);
    }

    /** On a free port. */
    public static RedisProcess start() {
        return new RedisProcess(freePort());
    }

    /** On this port of 127.0.0.1. */
    public static RedisProcess startOn(int port) {
        return new RedisProcess(port);
    }

    /** A port nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Ends the process; its connections break. */
    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again, empty, on the same port. */
    public void restart() {
        server = launch(port);
    }

    @Override
    public void close() {
        stop();
    }

    private static RedisServer launch(int port) {
        try {
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("daemonize no")
                    .build();
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
