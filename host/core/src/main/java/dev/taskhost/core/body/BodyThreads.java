package dev.taskhost.core.body;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's thread and those that bodies start from it, which are born into its group: so it is known whose they are, what
 * they have allocated, and that an error in one of them is not the host's. Thread-safe.
 */
public final class BodyThreads extends ThreadGroup {
    private static final Logger LOG = LoggerFactory.getLogger(BodyThreads.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** An empty group. */
    public BodyThreads(String name) {
        super(name);
    }

    /**
     * Bytes of heap that a platform thread has allocated since it was started, as HotSpot counts them; a count, not what it
     * holds. 0 when it has ended.
     */
    public static long allocatedBytes(Thread thread) {
        return thread.equals(Thread.currentThread())
                ? THREADS.getCurrentThreadAllocatedBytes()
                : Math.max(0, THREADS.getThreadAllocatedBytes(thread.threadId()));
    }

    /** The same of all others in the group: those that bodies have started and that have not ended. */
    public long allocatedBytesBeside(Thread worker) {
        Thread[] all = new Thread[activeCount() + 8];
        int count = enumerate(all, true);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (!all[i].equals(worker)) {
                sum += allocatedBytes(all[i]);
            }
        }
        return sum;
    }

    /** A worker's own thread must not end so: that is the host's fault, and its default handler's to judge. */
    public static void ofHost(Thread thread, Throwable thrown) {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler != null) {
            handler.uncaughtException(thread, thrown);
        } else {
            LOG.error("The thread {} has ended with an error.", thread.getName(), thrown);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        LOG.error("A thread that a task had started, {}, has ended with an error.", thread.getName(), thrown);
    }
}
