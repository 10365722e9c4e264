package dev.taskhost.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.HeapReading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the whole heap is collected to know what is in use. */
class HeapWatchTest {
    private final FakeHeap heap = new FakeHeap();
    private final List<HeapReading> told = new ArrayList<>();
    private long nanos = -5_000_000_000L; // as System.nanoTime may be
    private final HeapWatch watch = new HeapWatch(heap, 85, () -> nanos, told::add);

    @Test
    void aYoungCollectionBelowTheLimitIsOnlyTold() {
        watch.look();
        assertThat(told).isEmpty();
        heap.young(80);
        watch.look();
        watch.look();
        assertThat(told).containsExactly(new HeapReading(80, 100, 85, false));
        assertThat(heap.asked).isZero();
    }

    @Test
    void aboveTheLimitAllIsCollectedAndWhatRemainsIsTold() {
        heap.young(90);
        heap.live = 60;
        watch.look();
        assertThat(heap.asked).isEqualTo(1);
        assertThat(told).containsExactly(new HeapReading(60, 100, 85, true));
    }

    @Test
    void collectingTakesAFifthOfTheTimeAtMost() {
        heap.takes = 400_000_000;
        heap.young(90);
        watch.look();
        nanos += 1_900_000_000;
        heap.young(91);
        watch.look();
        assertThat(heap.asked).isEqualTo(1);
        assertThat(told.getLast().full()).isFalse();
        nanos += 200_000_000;
        heap.young(92);
        watch.look();
        assertThat(heap.asked).isEqualTo(2);
    }

    @Test
    void whileThereIsNoGarbageTheNextOneComesSooner() {
        heap.takes = 400_000_000;
        heap.live = 84;
        heap.young(87);
        watch.look();
        nanos += 450_000_000;
        heap.live = 90;
        heap.young(90);
        watch.look();
        assertThat(told).extracting(HeapReading::used).containsExactly(84L, 90L);
        assertThat(told).allMatch(HeapReading::full);
    }

    @Test
    void whatTheJvmCollectsByItselfNeedsNoAsking() {
        heap.live = 95;
        heap.full();
        watch.look();
        assertThat(told).containsExactly(new HeapReading(95, 100, 85, true));
        assertThat(heap.asked).isZero();
    }

    @Test
    void theHeapOfThisProcessCanBeRead() {
        Heap real = JvmHeap.find().orElseThrow();
        long before = real.fullCollections();
        real.collect();
        assertThat(real.fullCollections()).isGreaterThan(before);
        assertThat(real.usedAfterLastFull()).isPositive().isLessThan(real.max());
        assertThat(real.collections()).isGreaterThanOrEqualTo(real.fullCollections());
    }

    private final class FakeHeap implements Heap {
        private long collections;
        private long fullCollections;
        private long after;
        private long live;
        private long takes;
        private int asked;

        void young(long used) {
            collections++;
            after = used;
        }

        void full() {
            collections++;
            fullCollections++;
        }

        @Override
        public long max() {
            return 100;
        }

        @Override
        public long collections() {
            return collections;
        }

        @Override
        public long fullCollections() {
            return fullCollections;
        }

        @Override
        public long usedAfterLast() {
            return after;
        }

        @Override
        public long usedAfterLastFull() {
            return live;
        }

        @Override
        public void collect() {
            asked++;
            nanos += takes;
            full();
        }
    }
}
