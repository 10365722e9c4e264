package dev.taskhost.services.http;

import java.util.Optional;

/** Which servers scripts may call. Thread-safe. */
@FunctionalInterface
public interface Reach {
    /** All of them. */
    Reach ANYWHERE = (host, port) -> Optional.empty();

    /**
     * Why a server may not be called; empty when it may.
     *
     * @param host a name in small letters, or an address without brackets
     * @param port 1 to 65535
     */
    Optional<String> refusal(String host, int port);
}
