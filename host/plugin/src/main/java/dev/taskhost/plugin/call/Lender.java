package dev.taskhost.plugin.call;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.service.Services;

/**
 * What calls may use of the host. Thread-safe.
 *
 * @param services what it lends
 * @param facts what it tells of itself
 */
public record Lender(Services services, HostFacts facts) {
    /** Of one call; opens nothing yet. */
    Borrowed account(BodyCall call) {
        return new Borrowed(services, facts, call);
    }
}
