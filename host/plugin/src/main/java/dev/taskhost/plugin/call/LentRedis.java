package dev.taskhost.plugin.call;

import dev.taskhost.api.Redis;
import dev.taskhost.api.RedisException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A Redis as one call has it. Thread-safe. */
final class LentRedis implements Redis {
    private final RedisSession session;

    LentRedis(RedisSession session) {
        this.session = session;
    }

    @Override
    public @Nullable Object call(String name, Object... arguments) {
        List<@Nullable Object> command = new ArrayList<>(List.of(name));
        command.addAll(Arrays.asList(arguments)); // null too, which is refused below
        return reply(answer(session.call(words(command))));
    }

    @Override
    public List<@Nullable Object> pipeline(List<? extends List<?>> commands) {
        return several(commands, false);
    }

    @Override
    public List<@Nullable Object> transaction(List<? extends List<?>> commands) {
        return several(commands, true);
    }

    private List<@Nullable Object> several(List<? extends List<?>> commands, boolean transaction) {
        if (commands.isEmpty()) {
            return List.of();
        }
        List<List<byte[]>> all = commands.stream().map(LentRedis::words).toList();
        Object answers = answer(session.pipeline(all, transaction));
        if (answers instanceof List<?> list) {
            return replies(list);
        }
        throw new IllegalStateException("several commands have a list of replies, and Redis gave " + answers);
    }

    private static List<byte[]> words(List<?> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has its name at least");
        }
        return command.stream().map(LentRedis::word).toList();
    }

    private static byte[] word(@Nullable Object argument) {
        return switch (argument) {
            case byte[] bytes -> bytes;
            case CharSequence text -> text.toString().getBytes(StandardCharsets.UTF_8);
            case Number number -> number.toString().getBytes(StandardCharsets.UTF_8);
            case null -> throw new IllegalArgumentException("an argument of a Redis command is null; leave it out");
            default ->
                throw new IllegalArgumentException("an argument of a Redis command is a text, a number or byte[], not "
                        + argument.getClass().getName());
        };
    }

    private static @Nullable Object answer(CompletableFuture<String> future) {
        try {
            return Json.read(future.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what the task does next ends as well
            throw new RedisException(
                    "interrupted while Redis worked; whether the command took effect is not known", true, e);
        } catch (ExecutionException e) {
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(ExecutionException e) {
        if (!(e.getCause() instanceof ServiceException refused)) {
            return new IllegalStateException("Redis gave no answer: " + e.getCause(), e);
        }
        String text = String.valueOf(refused.getMessage());
        return switch (refused.code()) {
            case ServiceException.REDIS_AWAY -> new RedisException(text, true, refused);
            case ServiceException.REDIS_REFUSED -> new RedisException(text, false, refused);
            default -> new IllegalStateException(text, refused);
        };
    }

    /** As {@link RedisSession} says: texts are bytes, and an error in a list is an object. */
    private static @Nullable Object reply(@Nullable Object answer) {
        return switch (answer) {
            case String text -> text.getBytes(StandardCharsets.ISO_8859_1);
            case List<?> list -> replies(list);
            case Map<?, ?> error -> new RedisException(String.valueOf(error.get("error")), false, null);
            case null -> null;
            default -> answer;
        };
    }

    private static List<@Nullable Object> replies(List<?> answers) {
        List<@Nullable Object> replies = new ArrayList<>();
        answers.forEach(one -> replies.add(reply(one)));
        return replies;
    }
}
