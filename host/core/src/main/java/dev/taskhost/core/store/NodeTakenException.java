package dev.taskhost.core.store;

/** Another live process bears this host's name, so this one may not join. */
public final class NodeTakenException extends StoreException {
    private static final long serialVersionUID = 1L;

    public NodeTakenException(String message) {
        super(message);
    }
}
