package dev.taskhost.plugin.call;

import dev.taskhost.api.Redis;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What one call has borrowed of the host. Costs nothing where nothing is. Thread-safe. */
final class Borrowed {
    private final Services services;
    private final HostFacts facts;
    private final Borrower who;
    private final Map<String, DataSource> sources = new HashMap<>();
    private final Map<String, Redis> redis = new HashMap<>();
    private @Nullable Loans loans;
    private boolean ended;

    Borrowed(Services services, HostFacts facts, BodyCall call) {
        this.services = services;
        this.facts = facts;
        this.who = new Borrower(call.taskKey(), call.executionId(), call.traceId());
    }

    /** What is told and not lent. */
    HostFacts facts() {
        return facts;
    }

    /** As {@link dev.taskhost.api.TaskContext#mysql}. */
    synchronized DataSource mysql(String alias) {
        return known(sources, alias, () -> loans().sqlAs(DataSource.class, alias));
    }

    /** As {@link dev.taskhost.api.TaskContext#redis}. */
    synchronized Redis redis(String alias) {
        return known(redis, alias, () -> new LentRedis(loans().redis(alias)));
    }

    private interface Loan<T> {
        T take() throws ServiceException;
    }

    private static <T> T known(Map<String, T> taken, String alias, Loan<T> loan) {
        T before = taken.get(alias);
        if (before != null) {
            return before;
        }
        try {
            T now = loan.take();
            taken.put(alias, now);
            return now;
        } catch (ServiceException e) {
            throw refusal(e);
        }
    }

    /** As {@link dev.taskhost.api.TaskContext#secret}. */
    String secret(String name) {
        return String.valueOf(Json.read(ask("secret", name)));
    }

    private synchronized Loans loans() {
        if (ended) {
            throw new IllegalStateException(who + " has ended; what still runs of it can borrow nothing");
        }
        Loans now = loans;
        if (now == null) {
            now = services.lend(who);
            loans = now;
        }
        return now;
    }

    /**
     * Asks the host for something that is not lent, and waits for the answer.
     *
     * @return JSON
     * @throws IllegalArgumentException when what was named is not known
     * @throws IllegalStateException when it is refused, the execution has ended, or the thread is interrupted as it waits
     */
    String ask(String operation, String... arguments) {
        try {
            return loans().ask(operation, List.of(arguments)).get();
        } catch (ServiceException e) {
            throw refusal(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ServiceException refused
                    ? refusal(refused)
                    : new IllegalStateException(operation + " failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted as it waited for " + operation + ", which may be done or not", e);
        }
    }

    private static RuntimeException refusal(ServiceException e) {
        return switch (e.code()) {
            case ServiceException.UNKNOWN_ALIAS, ServiceException.UNKNOWN_SECRET, ServiceException.UNKNOWN_RECIPIENT ->
                new IllegalArgumentException(e.getMessage(), e);
            default -> new IllegalStateException(e.getMessage(), e);
        };
    }

    /** The call is asked to stop: ends the statements it is at. Returns at once. */
    synchronized void stop() {
        if (loans != null) {
            loans.stop();
        }
    }

    /** The call is over; completes when everything is back. */
    synchronized CompletableFuture<@Nullable Void> end() {
        ended = true;
        return loans == null ? CompletableFuture.completedFuture(null) : loans.end();
    }
}
