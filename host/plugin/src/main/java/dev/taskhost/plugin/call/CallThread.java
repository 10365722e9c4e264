package dev.taskhost.plugin.call;

import dev.taskhost.core.body.BodyThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs the calls of one plugin, one after the other. It ends when it has had nothing to do for a moment, so
 * that a replaced plugin's class loader can go, and after a call that was stopped, so that no interrupt meant for one call
 * meets the next.
 */
final class CallThread implements Runnable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CallThreads threads;
    private final ClassLoader loader;
    private final BodyThreads group = new BodyThreads("plugin");
    private final Thread thread;
    private volatile @Nullable PluginCall handed;

    CallThread(CallThreads threads, PluginCall first) {
        this.threads = threads;
        this.loader = first.loader();
        this.handed = first;
        this.thread = Thread.ofPlatform()
                .group(group)
                .uncaughtExceptionHandler(BodyThreads::ofHost)
                .daemon()
                .name("plugin-idle")
                .inheritInheritableThreadLocals(false)
                .unstarted(this);
    }

    Thread thread() {
        return thread;
    }

    /** Bytes that it and the threads that its calls have started have allocated, as far as those have not ended. */
    long allocatedBytes() {
        return BodyThreads.allocatedBytes(thread) + group.allocatedBytesBeside(thread);
    }

    /** Whether it may run this call. */
    boolean serves(PluginCall call) {
        return loader.equals(call.loader()); // identity: class loaders do not override equals
    }

    /** Gives it its next call while it is parked. */
    void hand(PluginCall call) {
        handed = call;
        LockSupport.unpark(thread);
    }

    /** Lets it see that nothing more comes, while it is parked. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** It could not be started. */
    void refuse(String reason) {
        PluginCall call = handed;
        if (call != null) {
            call.refused(reason);
        }
    }

    @Override
    public void run() {
        PluginCall call = handed;
        while (call != null) {
            handed = null;
            boolean clean = call.run(this);
            call = clean ? next() : null;
        }
    }

    /** Its next call; null when none came for a while. */
    private @Nullable PluginCall next() {
        if (handed != null) {
            return handed;
        }
        thread.setName("plugin-idle");
        threads.park(this);
        long idleUntil = System.nanoTime() + IDLE_NANOS;
        while (handed == null && !threads.isClosed() && System.nanoTime() < idleUntil) {
            LockSupport.parkNanos(this, idleUntil - System.nanoTime());
        }
        threads.leave(this);
        return handed;
    }
}
