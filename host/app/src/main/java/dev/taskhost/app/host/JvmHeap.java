package dev.taskhost.app.host;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The heap as the JVM's collectors tell of it. They are asked, as what they tell by themselves comes on a thread of the JVM that
 * ends for good when it runs out of memory. Thread-safe.
 */
final class JvmHeap implements Heap {
    private static final Set<String> FULL = Set.of("G1 Old Generation", "MarkSweepCompact", "PS MarkSweep");
    private static final Set<String> YOUNG = Set.of("G1 Young Generation", "Copy", "PS Scavenge");

    private final GarbageCollectorMXBean young;
    private final GarbageCollectorMXBean full;
    private final List<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .toList();

    private JvmHeap(GarbageCollectorMXBean young, GarbageCollectorMXBean full) {
        this.young = young;
        this.full = full;
    }

    /** Empty when this JVM collects in another way than with G1, the serial or the parallel collector. */
    static Optional<Heap> find() {
        return named(YOUNG).flatMap(young -> named(FULL).map(full -> new JvmHeap(young, full)));
    }

    private static Optional<GarbageCollectorMXBean> named(Set<String> names) {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .filter(bean -> names.contains(bean.getName()))
                .findFirst();
    }

    @Override
    public long max() {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public long collections() {
        return young.getCollectionCount() + full.getCollectionCount();
    }

    @Override
    public long fullCollections() {
        return full.getCollectionCount();
    }

    @Override
    public long usedAfterLast() {
        return after(young.getLastGcInfo());
    }

    @Override
    public long usedAfterLastFull() {
        return after(full.getLastGcInfo());
    }

    private long after(GcInfo info) {
        return pools.stream()
                .map(info.getMemoryUsageAfterGc()::get)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    @Override
    public void collect() {
        System.gc();
    }
}
