package dev.taskhost.app.child;

import dev.taskhost.core.service.ServiceException;
import dev.taskhost.script.child.Ask;
import dev.taskhost.script.child.Link;
import dev.taskhost.script.child.LongFrameException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What this process asks of the host and has no answer to yet. Thread-safe. */
final class Asking {
    private final Link link;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(long call, long session, CompletableFuture<String> answer) {}

    Asking(Link link) {
        this.link = link;
    }

    /**
     * Asks, and returns at once.
     *
     * @return the answer, or exceptionally a {@link ServiceException}
     */
    CompletableFuture<String> ask(long call, Ask.What what, long session, List<String> words) {
        long number = numbers.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(number, new Waiting(call, session, answer));
        String refusal = send(new Ask(call, number, what, session, words));
        if (!refusal.isEmpty()) {
            refuse(number, refusal);
        }
        return answer;
    }

    /** Ends what a session is at. */
    void abandon(long call, long session) {
        var _ = send(new Ask(call, 0, Ask.What.ABANDON, session, List.of())); // a host that is gone has ended it
    }

    /** Answers why that is not possible; empty when it was. */
    private String send(Ask ask) {
        try {
            link.write(ask.frame());
            return "";
        } catch (LongFrameException e) {
            return e.length() + " bytes are too many for one statement or command; " + Link.LONGEST
                    + " are the most from here";
        } catch (IOException e) {
            return "the host is gone (" + e + "), and this process ends";
        }
    }

    /** By the thread that reads: an answer has come. Nothing of whoever waits for it is done on that thread. */
    void told(long number, String text) {
        Waiting one = waiting.remove(number);
        if (one != null) {
            Thread.startVirtualThread(() -> give(one.answer(), text));
        }
    }

    private static void give(CompletableFuture<String> answer, String text) {
        if (text.startsWith("+")) {
            answer.complete(text.substring(1));
            return;
        }
        int end = text.indexOf('\n');
        int code = Integer.parseInt(text.substring(1, end));
        answer.completeExceptionally(new ServiceException(code, text.substring(end + 1)));
    }

    private void refuse(long number, String why) {
        Waiting one = waiting.remove(number);
        if (one != null) {
            one.answer().completeExceptionally(new ServiceException(ServiceException.INTERFACE, why));
        }
    }

    /**
     * What a call waits for is not waited for any more.
     *
     * @param session only what that one was asked; null: whatever it was
     */
    void giveUp(long call, @Nullable Long session, String why) {
        waiting.forEach((number, one) -> {
            if (one.call() == call && (session == null || session == one.session())) {
                refuse(number, why);
            }
        });
    }
}
