package dev.taskhost.notice.sender;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A message that was not taken. Its text says what happened and what to do, and holds no secret. */
public final class SendException extends Exception {
    private final transient @Nullable Duration retryAfter;

    /** Of a failure that says nothing of when to try again. */
    public SendException(String message) {
        this(message, (Duration) null);
    }

    /** The same with its cause. */
    public SendException(String message, Throwable cause) {
        super(message, cause);
        this.retryAfter = null;
    }

    /**
     * Of a failure that says when to try again.
     *
     * @param retryAfter not before; null when it does not say
     */
    public SendException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the next try; null when the other side did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
