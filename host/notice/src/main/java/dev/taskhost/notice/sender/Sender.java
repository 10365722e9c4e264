package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Message;

/** A way to people. Thread-safe. */
@FunctionalInterface
public interface Sender extends AutoCloseable {
    /**
     * Sends a message and waits for the answer, some seconds at most.
     *
     * @throws SendException when it was not taken, or nobody knows whether it was
     */
    void send(Message message) throws SendException;

    /** Lets go of what it holds; nothing by default. */
    @Override
    default void close() {}
}
