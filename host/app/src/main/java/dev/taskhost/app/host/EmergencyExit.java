package dev.taskhost.app.host;

import dev.taskhost.core.engine.SchedulerEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once, with {@link #CODE}, when the host itself has run out of memory, or one of its threads has ended with
 * an error: what it did stays half done then, and a host that only seems to live keeps its tasks from all others. Nothing is
 * recorded; its executions are declared lost by another host, or by this one's next life. What is needed for that is made
 * beforehand, as there may be no memory for it later. Thread-safe.
 */
final class EmergencyExit implements Thread.UncaughtExceptionHandler, Consumer<SchedulerEvent> {
    /** The exit code. */
    static final int CODE = 1;

    private static final Logger LOG = LoggerFactory.getLogger(EmergencyExit.class);
    private static final long LOG_MILLIS = 1_000;
    private static final String OURS = "taskhost-";
    private static final String LAST =
            "the host has run out of memory, or lost one of its own threads to an error, and ends"
                    + " at once; its executions will be declared lost. Its supervisor should start it again, with more memory"
                    + " (JAVA_OPTS=-Xmx…) if that was what it lacked";

    private final byte[] lastWords = ("taskhost: " + LAST + ".\n").getBytes(StandardCharsets.UTF_8);
    private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch logged = new CountDownLatch(1);
    private final AtomicBoolean once = new AtomicBoolean();

    private EmergencyExit() {}

    /** Makes it, and has it judge what no thread of this process catches. */
    static EmergencyExit install() {
        EmergencyExit exit = new EmergencyExit();
        Thread.ofPlatform().daemon().name("taskhost-exit").start(exit::await);
        Thread.setDefaultUncaughtExceptionHandler(exit);
        return exit;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError || thread.getName().startsWith(OURS)) {
            end(thread.getName(), thrown);
        } else {
            LOG.error("the thread {} has ended with an error", thread.getName(), thrown);
        }
    }

    @Override
    public void accept(SchedulerEvent event) {
        if (event instanceof SchedulerEvent.HeapExhausted exhausted) {
            end(
                    "the heap",
                    new OutOfMemoryError("the heap stays " + exhausted.reading().text()));
        } else if (event instanceof SchedulerEvent.Fault fault && fault.isOutOfMemory()) {
            end(fault.what(), fault.cause());
        }
    }

    /** Writes the reason to the log, as far as that is possible within a second, and the last words to standard error. */
    private void end(String where, Throwable why) {
        if (!once.compareAndSet(false, true)) {
            return;
        }
        begun.countDown();
        try {
            LOG.error("{} ({}): {}", LAST, where, String.valueOf(why), why);
        } finally {
            logged.countDown(); // what logging throws, for lack of memory as well, changes nothing any more
        }
    }

    private void await() {
        try {
            begun.await();
            boolean _ = logged.await(LOG_MILLIS, TimeUnit.MILLISECONDS);
            err.write(lastWords);
        } catch (InterruptedException | IOException e) {
            LOG.debug("the last words could not be said", e);
        } finally {
            Runtime.getRuntime().halt(CODE);
        }
    }
}
