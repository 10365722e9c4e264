package dev.taskhost.script.service;

import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SqlSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What can be asked of a session, in texts. Stateless. */
final class Operations {
    private Operations() {}

    static CompletableFuture<String> of(SqlSession session, String operation, List<String> texts)
            throws ServiceException {
        return switch (operation) {
            case "execute" -> session.execute(texts.getFirst());
            case "once" -> session.executeOnce(texts.getFirst());
            case "all" -> session.executeAll(texts);
            case "fetch" -> session.fetch(Long.parseLong(texts.getFirst()));
            case "free" -> session.free(Long.parseLong(texts.getFirst()));
            case "next" -> session.next();
            case "ping" -> session.ping();
            case "forget" -> session.forget();
            case "close" -> session.close();
            default -> throw unknown(operation);
        };
    }

    /** The arguments of a command are texts of the characters 0 to 255; those of several are told apart by how many each has. */
    static CompletableFuture<String> of(RedisSession session, String operation, List<String> texts)
            throws ServiceException {
        return switch (operation) {
            case "call" -> session.call(bytes(texts));
            case "encoding" -> CompletableFuture.completedFuture("\"" + session.encoding() + "\"");
            case "pipeline", "transaction" -> {
                List<List<byte[]>> commands = new ArrayList<>();
                int at = 0;
                while (at < texts.size()) {
                    int count = Integer.parseInt(texts.get(at));
                    commands.add(bytes(texts.subList(at + 1, at + 1 + count)));
                    at += 1 + count;
                }
                yield session.pipeline(commands, operation.equals("transaction"));
            }
            default -> throw unknown(operation);
        };
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static ServiceException unknown(String operation) {
        return new ServiceException(ServiceException.INTERFACE, "the host knows no operation " + operation);
    }

    /** As scripts are told it: {@code -}, the number, a line end, the text. */
    static String refusal(@Nullable Throwable thrown) {
        Throwable e = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (e instanceof CancellationException) {
            return "-" + ServiceException.INTERFACE
                    + "\nit was given up, as whoever asked for it has ended or was asked to stop";
        }
        int code = e instanceof ServiceException refused ? refused.code() : ServiceException.INTERFACE;
        return "-" + code + "\n" + (e == null ? "no reason was given" : e.getMessage());
    }
}
