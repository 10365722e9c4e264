package dev.taskhost.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Redis of {@code redis.toml}, by connections of the host's pool. Each call takes one for itself and gives it back, so nothing has
 * to be closed. Commands that would change or hold a shared connection (MULTI, SUBSCRIBE, SELECT, BLPOP and the like) are
 * refused; for MULTI and EXEC there is {@link #transaction}.
 *
 * <p>An argument is a {@link CharSequence}, {@code byte[]}, or a {@link Number}; other types are refused with {@link
 * IllegalArgumentException}. A reply is {@code byte[]} for texts ({@code OK} too), {@link Long}, {@link List} of replies, or null. Texts are UTF-8.
 *
 * <p>All methods block until Redis has answered and throw {@link RedisException} where it cannot be reached or answers with an
 * error, and when the thread is interrupted meanwhile: then its cause is an {@link InterruptedException}. Once the execution is over they throw
 * {@link IllegalStateException}. Thread-safe.
 */
public interface Redis {
    /**
     * One command: {@code call("SET", "key", "value", "EX", 60)}.
     *
     * @param name of the command
     * @param arguments its others; none is null
     * @return the reply; null where Redis has nothing
     */
    Object call(String name, Object... arguments);

    /**
     * Several commands in one round trip: {@code pipeline(List.of(List.of("INCR", "a"), List.of("GET", "b")))}.
     *
     * @param commands each with its name first
     * @return their replies in order; one that is an error is a {@link RedisException} in the list
     */
    List<Object> pipeline(List<? extends List<?>> commands);

    /**
     * As {@link #pipeline}, between MULTI and EXEC: they take effect together, and if Redis does not take one of them in, none does.
     *
     * @param commands each with its name first
     * @return their replies in order; one that is an error is a {@link RedisException} in the list
     */
    List<Object> transaction(List<? extends List<?>> commands);

    /**
     * The text of a key.
     *
     * @param key never null
     * @return null when there is no such key
     */
    default String get(String key) {
        return text(call("GET", key));
    }

    /**
     * Sets a key, for good.
     *
     * @param key never null
     * @param value as an argument of {@link #call}
     */
    default void set(String key, Object value) {
        call("SET", key, value);
    }

    /**
     * Sets a key for some time.
     *
     * @param key never null
     * @param value as an argument of {@link #call}
     * @param time until it is gone, 1 ms at least
     */
    default void set(String key, Object value, Duration time) {
        call("SET", key, value, "PX", time.toMillis());
    }

    /**
     * Sets a key for some time unless it is there: a lock, say.
     *
     * @param key never null
     * @param value as an argument of {@link #call}
     * @param time until it is gone, 1 ms at least
     * @return whether it was set
     */
    default boolean setIfAbsent(String key, Object value, Duration time) {
        return call("SET", key, value, "PX", time.toMillis(), "NX") != null;
    }

    /**
     * Deletes keys.
     *
     * @param keys one at least
     * @return how many there were
     */
    default long delete(String... keys) {
        return number(call("DEL", (Object[]) keys));
    }

    /**
     * Whether there is such a key.
     *
     * @param key never null
     * @return true when there is
     */
    default boolean exists(String key) {
        return number(call("EXISTS", key)) > 0;
    }

    /**
     * Adds to the number of a key, which is 0 where there is none.
     *
     * @param key never null
     * @param by may be below 0
     * @return the number after that
     */
    default long increment(String key, long by) {
        return number(call("INCRBY", key, by));
    }

    /**
     * Lets a key be gone after some time.
     *
     * @param key never null
     * @param time 1 ms at least
     * @return whether there is such a key
     */
    default boolean expire(String key, Duration time) {
        return number(call("PEXPIRE", key, time.toMillis())) > 0;
    }

    /**
     * Evaluates a script of Lua.
     *
     * @param script its text
     * @param keys never null, perhaps empty
     * @param arguments as those of {@link #call}
     * @return the reply
     */
    default Object eval(String script, List<String> keys, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(script, keys.size()));
        all.addAll(keys);
        all.addAll(Arrays.asList(arguments));
        return call("EVAL", all.toArray());
    }

    /**
     * A reply as text.
     *
     * @param reply of one of the methods here, no list
     * @return null for null
     */
    static String text(Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return reply == null ? null : reply.toString();
    }

    private static long number(Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        throw new RedisException("Redis answered " + text(reply) + " where a number was to be expected", false, null);
    }
}
