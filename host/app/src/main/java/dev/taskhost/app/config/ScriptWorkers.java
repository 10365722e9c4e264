package dev.taskhost.app.config;

/** How many scripts of a language run at once when {@code scripts.workers} says nothing. Stateless. */
final class ScriptWorkers {
    static final int MOST = 256;

    private static final int LEAST_WANTED = 16;
    private static final int PER_PROCESSOR = 8;

    /** An idle Python worker was measured at 3 to 14 MB; the rest is an allowance for what bodies hold. See docs/performance.md. */
    private static final long BYTES_EACH = 64L << 20;

    /** The share of the heap that workers may have. */
    private static final int HEAP_SHARE = 4;

    private ScriptWorkers() {}

    /** For this JVM. */
    static int byDefault() {
        Runtime jvm = Runtime.getRuntime();
        return byDefault(jvm.availableProcessors(), jvm.maxMemory());
    }

    /** Eight for each processor and sixteen at least, as far as a quarter of the largest heap holds them, and one in any case. */
    static int byDefault(int processors, long mostHeap) {
        long wanted = Math.max(LEAST_WANTED, (long) PER_PROCESSOR * processors);
        long held = mostHeap / HEAP_SHARE / BYTES_EACH;
        return Math.clamp(Math.min(wanted, held), 1, MOST);
    }
}
