package dev.taskhost.script.service;

import dev.taskhost.core.service.ServiceException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The functions by which the scripts of one interpreter use what is lent to them. They take numbers and texts and give texts: {@code
 * +} and the answer, or {@code -}, a number as {@link ServiceException#code}, a line end, and what went wrong. Thread-safe.
 *
 * <ul>
 *   <li>{@code open(call, "mysql" | "redis", alias, "" | "0" | "1", sqlMode)} gives the number of a session; the last but
 *       one is autocommit, and the last need not be there.
 *   <li>{@code call(call, session, operation, arguments…)} waits for the answer. Session 0 is the host itself.
 *   <li>{@code begin(call, session, operation, arguments…)} gives the number of something under way, whose answer
 *   <li>{@code answered()} gives as {@code number answer}, once: empty when there is none.
 *   <li>{@code abandon(call, session)} ends what that session is at; with the number of something under way that was asked of the
 *       host itself, below 0, it ends that, and there is no answer.
 *   <li>{@code stopping(call)} says whether the call was asked to end.
 * </ul>
 */
public final class ServiceFunctions {
    private static final String STOPPED = "-0\nstopped while it waited for an answer";

    private final LongFunction<Optional<Lent>> whose;
    private final LongPredicate stopping;
    private final Runnable arrived;
    private final AtomicLong numbers = new AtomicLong();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Map<Long, CompletableFuture<String>> ofHost = new ConcurrentHashMap<>();

    /**
     * @param whose what is lent to the call of that number in this interpreter; 0 for the one that is on
     * @param stopping whether the call of that number was asked to end; 0 for the one that is on
     * @param arrived is called when there is something to ask {@code answered} for; on any thread
     */
    public ServiceFunctions(LongFunction<Optional<Lent>> whose, LongPredicate stopping, Runnable arrived) {
        this.whose = whose;
        this.stopping = stopping;
        this.arrived = arrived;
    }

    /** By their names. */
    public Map<String, ProxyExecutable> members() {
        return Map.of(
                "open", this::open,
                "call", this::call,
                "begin", this::begin,
                "answered", arguments -> answered(),
                "abandon", this::abandon,
                "stopping", arguments -> stopping.test(arguments[0].asLong()));
    }

    private Object open(Value... arguments) {
        try {
            return lent(arguments[0]).open(texts(arguments, 1));
        } catch (ServiceException e) {
            return Operations.refusal(e);
        }
    }

    private Lent lent(Value call) throws ServiceException {
        return whose.apply(call.asLong())
                .orElseThrow(() -> new ServiceException(ServiceException.INTERFACE, Lent.NOBODYS));
    }

    private Object call(Value... arguments) {
        CompletableFuture<String> begun = start(arguments);
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the interpreter's, which ends the body
            begun.cancel(true);
            abandon(arguments);
            return STOPPED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is a text, whatever went wrong", e);
        }
    }

    private Object begin(Value... arguments) {
        long number = numbers.incrementAndGet();
        CompletableFuture<String> begun = start(arguments);
        if (arguments[1].asLong() == 0) {
            ofHost.put(number, begun);
        }
        var _ = begun.whenComplete((answer, unwanted) -> {
            ofHost.remove(number);
            if (unwanted == null) {
                answers.add(number + " " + answer);
                arrived.run();
            }
        });
        return "+" + number;
    }

    private Object answered() {
        String next = answers.poll();
        return next == null ? "" : next;
    }

    private Object abandon(Value... arguments) {
        long number = arguments[1].asLong();
        if (number < 0) {
            CompletableFuture<String> begun = ofHost.remove(-number);
            return begun != null && begun.cancel(true);
        }
        try {
            return lent(arguments[0]).abandon(number);
        } catch (ServiceException over) {
            return false; // nothing is left to end
        }
    }

    private CompletableFuture<String> start(Value... arguments) {
        try {
            return lent(arguments[0]).ask(arguments[1].asLong(), arguments[2].asString(), texts(arguments, 3));
        } catch (ServiceException e) {
            return CompletableFuture.completedFuture(Operations.refusal(e));
        }
    }

    private static List<String> texts(Value[] arguments, int from) {
        return Arrays.stream(arguments).skip(from).map(Value::asString).toList();
    }
}
