package dev.taskhost.api;

/** A Redis answered with an error, or cannot be reached. */
public class RedisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean unavailable;

    /**
     * By the host, and by stand-ins in a plugin's own tests.
     *
     * @param message what happened
     * @param unavailable whether Redis cannot be reached, so that it is not known whether the command took effect
     * @param cause what it comes from; may be null
     */
    public RedisException(String message, boolean unavailable, Throwable cause) {
        super(message, cause);
        this.unavailable = unavailable;
    }

    /**
     * Whether Redis cannot be reached; the next call tries again.
     *
     * @return false when it answered
     */
    public boolean isUnavailable() {
        return unavailable;
    }
}
