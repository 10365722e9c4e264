package dev.taskhost.notice.desk;

import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.sender.SendException;
import dev.taskhost.notice.sender.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sender whose other side is the test. Thread-safe. */
final class Inbox implements Sender {
    private final List<Message> messages = new ArrayList<>();
    private @Nullable String refusal;
    private @Nullable Duration retryAfter;
    private int tries;

    @Override
    public synchronized void send(Message message) throws SendException {
        tries++;
        if (refusal != null) {
            throw new SendException(refusal, retryAfter);
        }
        messages.add(message);
    }

    /** From now on it takes nothing. */
    synchronized Inbox refuse(String why, @Nullable Duration askedFor) {
        refusal = why;
        retryAfter = askedFor;
        return this;
    }

    /** From now on it takes everything. */
    synchronized Inbox accept() {
        refusal = null;
        return this;
    }

    /** The titles of what came, oldest first. */
    synchronized List<String> titles() {
        return messages.stream().map(Message::title).toList();
    }

    synchronized Message last() {
        return messages.getLast();
    }

    synchronized int tries() {
        return tries;
    }

    synchronized void clear() {
        messages.clear();
    }
}
