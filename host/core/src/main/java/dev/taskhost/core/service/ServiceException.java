package dev.taskhost.core.service;

import org.jspecify.annotations.Nullable;

/** Something borrowed does not do what was asked of it; the message is for whoever wrote the body. */
public final class ServiceException extends Exception {
    /** The caller's mistake, or an end: no number of a server's. */
    public static final int INTERFACE = 0;

    /** No such table in mysql.toml or redis.toml. */
    public static final int UNKNOWN_ALIAS = -1;

    /** Redis cannot be reached. */
    public static final int REDIS_AWAY = -2;

    /** Redis answered with an error. */
    public static final int REDIS_REFUSED = -3;

    /** A notice cannot be told. */
    public static final int NOTICE_REFUSED = -10;

    /** There is nobody of that name to be told. */
    public static final int UNKNOWN_RECIPIENT = -11;

    /** There is no secret of that name. */
    public static final int UNKNOWN_SECRET = -12;

    /** There is that secret, but not for who asks, or not now. */
    public static final int SECRET_REFUSED = -13;

    private static final long serialVersionUID = 1;

    private final int code;

    /** @param code MySQL's number, or one of the constants here */
    public ServiceException(int code, String message) {
        this(code, message, null);
    }

    /** As {@link #ServiceException(int, String)}, with what it comes from. */
    public ServiceException(int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** MySQL's error number, or one of the constants here. */
    public int code() {
        return code;
    }
}
