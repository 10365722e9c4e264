package dev.taskhost.app.child;

import dev.taskhost.core.service.RedisSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A Redis that the host reaches. Thread-safe.
 *
 * @param loans of the call it belongs to
 * @param number the session's
 * @param encoding of redis.toml
 */
record RemoteRedis(RemoteLoans loans, long number, String encoding) implements RedisSession {
    @Override
    public CompletableFuture<String> call(List<byte[]> command) {
        return loans.ask(number, "call", texts(command));
    }

    @Override
    public CompletableFuture<String> pipeline(List<List<byte[]>> commands, boolean transaction) {
        List<String> texts = new ArrayList<>();
        for (List<byte[]> command : commands) {
            texts.add(Integer.toString(command.size()));
            texts.addAll(texts(command));
        }
        return loans.ask(number, transaction ? "transaction" : "pipeline", texts);
    }

    /** Of the characters 0 to 255. */
    private static List<String> texts(List<byte[]> words) {
        return words.stream()
                .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                .toList();
    }
}
