package dev.taskhost.script.child;

import dev.taskhost.script.child.Ask.What;
import dev.taskhost.script.service.Lent;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what a process asks of the host while it is at a call: the host's end of what a body has borrowed. Whoever reads the connection never waits
 * here, for a database as little as for a process that does not read its answers. Thread-safe.
 */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    /** Without an answer yet; thousands of coroutines may wait at once, but what waits is in the host's memory. */
    static final int MOST = 10_000;

    /** In all that is without an answer; a single one may have as many as a frame. */
    static final long MOST_CHARACTERS = Link.LONGEST;

    private static final String FULL =
            "this execution waits for more than " + MOST + " answers of the host, or has asked for"
                    + " them in more than " + MOST_CHARACTERS + " characters; wait for some before you ask for more";

    private final Lent lent;
    private volatile boolean over;
    private int waiting; // under the monitor
    private long characters; // under the monitor

    /** @param lent what the call borrows */
    Answering(Lent lent) {
        this.lent = lent;
    }

    /** Where answers go. */
    interface Teller {
        /** Sends one; may block while the process does not read. */
        void tell(long number, String text) throws IOException;
    }

    /**
     * Has it answered. Returns at once.
     *
     * @param ours whether it is asked for the call that this is of; else it comes too late
     * @throws ProtocolException when the process does not read its answers and asks on
     */
    void take(Ask ask, boolean ours, Teller to) throws ProtocolException {
        if (ask.what() == What.ABANDON) {
            if (ours) {
                lent.abandon(ask.session());
            }
            return;
        }
        boolean room = admit(ask);
        CompletableFuture<String> answer = ours && room ? begin(ask) : refused(ours ? FULL : Lent.NOBODYS);
        // on a thread of its own: the one that has the answer may hold the connection of a database
        var _ = answer.whenCompleteAsync((text, failure) -> tell(ask, to, text, failure), Thread::startVirtualThread);
    }

    private synchronized boolean admit(Ask ask) throws ProtocolException {
        if (waiting >= 2 * MOST) {
            throw new ProtocolException("more than " + 2 * MOST + " requests whose answers it does not read");
        }
        boolean room = waiting < MOST && (waiting == 0 || characters + ask.characters() <= MOST_CHARACTERS);
        waiting++;
        characters += ask.characters();
        return room;
    }

    private synchronized void leave(Ask ask) {
        waiting--;
        characters -= ask.characters();
    }

    /** A session does nothing on this thread. A pool may have to be opened, though, and what the host itself does may take its time. */
    private CompletableFuture<String> begin(Ask ask) {
        return ask.what() == What.OPEN || ask.session() == 0
                ? CompletableFuture.completedFuture(ask).thenComposeAsync(this::begun, Thread::startVirtualThread)
                : begun(ask);
    }

    private CompletableFuture<String> begun(Ask ask) {
        List<String> words = ask.words();
        try {
            return ask.what() == What.OPEN
                    ? CompletableFuture.completedFuture(lent.open(words))
                    : lent.ask(ask.session(), words.getFirst(), words.subList(1, words.size()));
        } catch (RuntimeException e) { // a number that is none, a word that is missing
            LOG.debug("A process asks for what cannot be read.", e);
            return refused("the host cannot read what it was asked for (" + e + ")");
        }
    }

    private static CompletableFuture<String> refused(String why) {
        return CompletableFuture.completedFuture("-0\n" + why);
    }

    private void tell(Ask ask, Teller to, @Nullable String text, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                LOG.error("Answering a process failed in a way it should not.", failure);
                tell(ask, to, "-0\nthe host failed on this (" + failure + "); its log has more");
            } else if (!over && text != null) {
                tell(ask, to, text);
            }
        } catch (IOException e) {
            LOG.debug("A process that was to be answered has ended: {}", e.toString());
        } finally {
            leave(ask);
        }
    }

    private static void tell(Ask ask, Teller to, String text) throws IOException {
        try {
            to.tell(ask.number(), text);
        } catch (LongFrameException e) {
            to.tell(
                    ask.number(),
                    "-0\nthis answer has " + e.length() + " bytes, and " + Link.LONGEST
                            + " at most go to another process at once."
                            + " Read fewer rows or columns with one statement, or run this task in the host (without"
                            + " extra.isolation)");
        }
    }

    /**
     * The call is over: what is still under way is ended and not answered any more, and everything goes back.
     *
     * @return completes when that is done; at once where nothing was borrowed
     */
    CompletableFuture<@Nullable Void> end() {
        over = true;
        return lent.end();
    }
}
