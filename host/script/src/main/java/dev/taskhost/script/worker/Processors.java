package dev.taskhost.script.worker;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Whether the machine, or the container, has time left. Thread-safe. */
final class Processors {
    private static final double BUSY = 0.85;
    private static final long LOOK_NANOS = 200_000_000;

    private static long looked;
    private static boolean busy;

    private Processors() {}

    /** Whether nearly all of them were at work in the last moments. */
    static synchronized boolean areBusy() {
        long now = System.nanoTime();
        if (now - looked > LOOK_NANOS) {
            looked = now;
            // Since it was asked last; negative where the system does not tell.
            busy = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    && system.getCpuLoad() > BUSY;
        }
        return busy;
    }
}
