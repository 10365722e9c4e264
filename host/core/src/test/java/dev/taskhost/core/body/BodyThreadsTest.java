package dev.taskhost.core.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What threads have allocated, and whose they are. */
class BodyThreadsTest {
    private static final int BYTES = 5_000_000;

    @Test
    void aThreadThatABodyStartsCountsToItsWorker() throws InterruptedException {
        BodyThreads threads = new BodyThreads("worker");
        CountDownLatch allocated = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<byte[]> held = new AtomicReference<>();
        Thread worker = new Thread(threads, () -> {
            new Thread(() -> {
                        held.set(new byte[BYTES]);
                        allocated.countDown();
                        await(end);
                    })
                    .start();
            await(end);
        });
        worker.start();
        allocated.await();

        assertThat(held.get()).hasSize(BYTES);
        assertThat(threads.allocatedBytesBeside(worker)).isGreaterThanOrEqualTo(BYTES);
        assertThat(BodyThreads.allocatedBytes(worker)).isLessThan(BYTES);
        end.countDown();
        worker.join();
        assertThat(BodyThreads.allocatedBytes(worker)).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
