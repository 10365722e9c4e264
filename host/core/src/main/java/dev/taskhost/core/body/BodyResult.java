package dev.taskhost.core.body;

import org.jspecify.annotations.Nullable;

/** How a call of a body ended. */
public sealed interface BodyResult {
    /**
     * It returned.
     *
     * @param json the returned value as JSON text; null when there was none ({@code None}, {@code undefined}, {@code
     *     null}) or it is not JSON-able
     * @param note why a value could not be kept, for the row; null when there is nothing to say
     */
    record Returned(@Nullable String json, @Nullable String note) implements BodyResult {}

    /**
     * It threw.
     *
     * @param error the guest language's own traceback, the user's frames only
     */
    record Failed(String error) implements BodyResult {}

    /**
     * It was interrupted by {@link RunningBody#stop()}.
     *
     * @param error the traceback of where it stood, as far as it is known
     */
    record Stopped(String error) implements BodyResult {}

    /**
     * It could not be called at all: the file no longer loads, the function is gone, or is none.
     *
     * @param reason for the person who wrote the row: what, where, what to do
     */
    record NotCallable(String reason) implements BodyResult {}
}
