package dev.taskhost.core.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A Redis, for one execution. Each call takes a connection of the pool for itself. An answer is JSON: {@code null}, a number, a bulk
 * or status reply as a text of the characters 0 to 255, a list of such; an error inside a list is {@code {"error": text}}. Thread-safe.
 */
public interface RedisSession {
    /** One command with its arguments. */
    CompletableFuture<String> call(List<byte[]> command);

    /**
     * Several commands in one round trip.
     *
     * @param transaction whether they take effect together, between MULTI and EXEC
     * @return a list of their answers
     */
    CompletableFuture<String> pipeline(List<List<byte[]>> commands, boolean transaction);

    /** The encoding of redis.toml: empty for bytes. */
    String encoding();
}
