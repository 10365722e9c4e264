package dev.taskhost.core.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Something that bodies may ask of the host beside what is lent: a secret, a notice. Texts go in, JSON comes out. Thread-safe. */
@FunctionalInterface
public interface Operation {
    /**
     * Does it, or begins to.
     *
     * @param who asks
     * @param arguments as the modules that scripts import send them
     * @return JSON; a failure is a {@link ServiceException}. It is cancelled when the execution is asked to stop or ends, which
     *     ends what waits for somebody outside, such as an HTTP request
     * @throws ServiceException when it is refused at once
     */
    CompletableFuture<String> ask(Borrower who, List<String> arguments) throws ServiceException;

    /** The host ends: frees what it holds. Nobody asks any more. */
    default void close() {}
}
