package dev.taskhost.script.service;

import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * The functions by which the scripts of one interpreter use what is lent to them. They take numbers and texts and give texts: {@code
 * +} and the answer, or {@code -}, a number as {@link ServiceException#code}, a line end, and what went wrong. Thread-safe.
 *
 * <ul>
 *   <li>{@code open(call, "mysql" | "redis", alias, "" | "0" | "1", sqlMode)} gives the number of a session; the last but
 *       one is autocommit, and the last need not be there.
 *   <li>{@code call(call, session, operation, arguments…)} waits for the answer.
 *   <li>{@code begin(call, session, operation, arguments…)} gives the number of something under way, whose answer
 *   <li>{@code answered()} gives as {@code number answer}, once: empty when there is none.
 *   <li>{@code abandon(call, session)} ends what that session is at.
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

    private interface Opening {
        long open() throws ServiceException;
    }

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
        return said(() -> {
            Lent lent = lent(arguments[0]);
            String alias = arguments[2].asString();
            if (arguments[1].asString().equals("redis")) {
                return lent.openRedis(alias);
            }
            String autocommit = arguments[3].asString();
            String sqlMode = arguments.length > 4 ? arguments[4].asString() : null;
            return lent.openSql(alias, new SessionStart(autocommit.isEmpty() ? null : autocommit.equals("1"), sqlMode));
        });
    }

    private static String said(Opening opening) {
        try {
            return "+" + opening.open();
        } catch (ServiceException e) {
            return refusal(e);
        }
    }

    private Lent lent(Value call) throws ServiceException {
        return whose.apply(call.asLong())
                .orElseThrow(() -> new ServiceException(
                        ServiceException.INTERFACE,
                        "nothing is lent here: the execution this belongs to has ended, or it is nobody's. A thread that"
                                + " goes on after its task has ended can borrow nothing."));
    }

    private Object call(Value... arguments) {
        CompletableFuture<String> answer;
        try {
            answer = start(arguments);
        } catch (ServiceException e) {
            return refusal(e);
        }
        try {
            return "+" + answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the interpreter's, which ends the body
            abandon(arguments);
            return STOPPED;
        } catch (ExecutionException e) {
            return refusal(e.getCause());
        }
    }

    private Object begin(Value... arguments) {
        return said(() -> {
            long number = numbers.incrementAndGet();
            CompletableFuture<String> answer = start(arguments);
            var _ = answer.whenComplete((text, refused) -> {
                answers.add(number + " " + (refused == null ? "+" + text : refusal(refused)));
                arrived.run();
            });
            return number;
        });
    }

    private Object answered() {
        String next = answers.poll();
        return next == null ? "" : next;
    }

    private Object abandon(Value... arguments) {
        try {
            Lent lent = lent(arguments[0]);
            long session = arguments[1].asLong();
            if (!lent.isRedis(session)) {
                Thread.startVirtualThread(
                        lent.sql(session)::cancel); // it asks the server, and this thread is in a hurry
            }
            return true;
        } catch (ServiceException over) {
            return false; // nothing is left to end
        }
    }

    private CompletableFuture<String> start(Value... arguments) throws ServiceException {
        Lent lent = lent(arguments[0]);
        long session = arguments[1].asLong();
        String operation = arguments[2].asString();
        List<String> texts =
                Arrays.stream(arguments).skip(3).map(Value::asString).toList();
        return lent.isRedis(session)
                ? start(lent.redis(session), operation, texts)
                : start(lent, session, operation, texts);
    }

    private static CompletableFuture<String> start(Lent lent, long number, String operation, List<String> texts)
            throws ServiceException {
        SqlSession session = lent.sql(number);
        return switch (operation) {
            case "execute" -> session.execute(texts.getFirst());
            case "once" -> {
                CompletableFuture<String> answer = session.executeOnce(texts.getFirst());
                yield answer.whenComplete((text, refused) -> {
                    if (session.isClosed()) {
                        lent.forget(number);
                    }
                });
            }
            case "all" -> session.executeAll(texts);
            case "fetch" -> session.fetch(Long.parseLong(texts.getFirst()));
            case "free" -> session.free(Long.parseLong(texts.getFirst()));
            case "next" -> session.next();
            case "ping" -> session.ping();
            case "forget" -> session.forget();
            case "close" -> session.close();
            default -> throw unknown(operation);
        };
    }

    /** The arguments of a command are texts of the characters 0 to 255; those of several are told apart by how many each has. */
    private static CompletableFuture<String> start(RedisSession session, String operation, List<String> texts)
            throws ServiceException {
        return switch (operation) {
            case "call" -> session.call(bytes(texts));
            case "encoding" -> CompletableFuture.completedFuture("\"" + session.encoding() + "\"");
            case "pipeline", "transaction" -> {
                List<List<byte[]>> commands = new ArrayList<>();
                int at = 0;
                while (at < texts.size()) {
                    int count = Integer.parseInt(texts.get(at));
                    commands.add(bytes(texts.subList(at + 1, at + 1 + count)));
                    at += 1 + count;
                }
                yield session.pipeline(commands, operation.equals("transaction"));
            }
            default -> throw unknown(operation);
        };
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static ServiceException unknown(String operation) {
        return new ServiceException(ServiceException.INTERFACE, "the host knows no operation " + operation);
    }

    private static String refusal(@Nullable Throwable thrown) {
        Throwable e = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        int code = e instanceof ServiceException refused ? refused.code() : ServiceException.INTERFACE;
        return "-" + code + "\n" + (e == null ? "no reason was given" : e.getMessage());
    }
}
