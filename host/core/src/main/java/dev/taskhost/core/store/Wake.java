package dev.taskhost.core.store;

/**
 * Tells the hosts of one database that something in it changed, so that they look at once instead of when their next look
 * is due. A hint and nothing more: a signal may be lost, late, doubled or made up, and only the database says what is
 * true. Thread-safe.
 */
public interface Wake extends AutoCloseable {
    /** Tells nobody, and is never told. */
    Wake NONE = new Wake() {
        @Override
        public void signal() {}

        @Override
        public void onWake(Runnable listener) {}

        @Override
        public void close() {}
    };

    /**
     * Tells every host, this one too, that something changed; to be called after the change was committed. Never blocks
     * and never fails; several signals in a row may become one.
     */
    void signal();

    /**
     * Listens from now on.
     *
     * @param listener is called on a thread of the wake, as often as something comes in; must neither block nor throw
     */
    void onWake(Runnable listener);

    /** Stops listening, and sends what is still to be sent if that takes no longer than a second. */
    @Override
    void close();
}
