package dev.taskhost.services.http;

import dev.taskhost.core.service.ServiceException;
import org.jspecify.annotations.Nullable;

/** Why a request has no response, as the numbers of a {@link ServiceException} that scripts know. */
enum HttpProblem {
    /** What was asked for is no request: the caller's mistake. */
    REQUEST(-30),
    /** The server cannot be reached, its name is not known, or its certificate is not to be trusted. */
    UNREACHABLE(-31),
    /** It took longer than the time-out. */
    LATE(-32),
    /** What came was no HTTP, or ended in the middle. */
    BROKEN(-33),
    /** It was sent on and on, or was not to be sent on. */
    REDIRECTS(-34),
    /** The response is larger than {@link HttpCalls#MOST_BYTES}. */
    TOO_LARGE(-35),
    /** The configuration does not let scripts call that server. */
    NOT_LISTED(-36);

    private final int code;

    HttpProblem(int code) {
        this.code = code;
    }

    ServiceException because(String text) {
        return because(text, null);
    }

    ServiceException because(String text, @Nullable Throwable cause) {
        return new ServiceException(code, text, cause);
    }
}
