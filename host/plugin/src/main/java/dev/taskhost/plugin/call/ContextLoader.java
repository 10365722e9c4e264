package dev.taskhost.plugin.call;

/** The current thread's context class loader, set for a block of code and set back after it. */
public final class ContextLoader implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    /** Sets {@code loader}; {@link #close()}, on the same thread, restores what was there. */
    public ContextLoader(ClassLoader loader) {
        thread.setContextClassLoader(loader);
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
