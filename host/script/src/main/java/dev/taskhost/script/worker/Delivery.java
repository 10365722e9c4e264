package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodyThreads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a result to its listener exactly once, whoever comes first. Thread-safe. */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final LogTag tag;
    private final Consumer<BodyResult> done;
    private final AtomicBoolean delivered = new AtomicBoolean();

    /** @param tag whose result it is, should the listener fail */
    public Delivery(LogTag tag, Consumer<BodyResult> done) {
        this.tag = tag;
        this.done = done;
    }

    /** Hands it over, unless that has happened. */
    public void deliver(BodyResult result) {
        if (!delivered.compareAndSet(false, true)) {
            return;
        }
        try {
            done.accept(result);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The listener of {} failed on the result {}; the result is lost.",
                    tag.logger().getName(),
                    result,
                    e);
            if (e instanceof OutOfMemoryError) {
                BodyThreads.ofHost(Thread.currentThread(), e);
            }
        }
    }
}
