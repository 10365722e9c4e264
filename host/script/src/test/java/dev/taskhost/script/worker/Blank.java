package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** An interpreter without a language: it goes on with any scripts until it is used. Thread-safe. */
final class Blank implements Guest {
    private final Factory factory;
    private final int number;
    private final Waiting waiting;
    private volatile Generation generation;
    private volatile boolean used;
    private volatile boolean closed;

    private Blank(Factory factory, int number, Waiting waiting, Generation generation) {
        this.factory = factory;
        this.number = number;
        this.waiting = waiting;
        this.generation = generation;
    }

    /** The how many-th of its factory, from 1. */
    int number() {
        return number;
    }

    void use() {
        used = true;
    }

    @Override
    public boolean follow(Generation later) {
        boolean can = couldFollow(later);
        if (can) {
            generation = later;
        }
        return can;
    }

    @Override
    public boolean couldFollow(Generation later) {
        return !used && factory.samePackages;
    }

    @Override
    public boolean isUsed() {
        return used;
    }

    @Override
    public Threads threads() {
        return Threads.NONE;
    }

    @Override
    public boolean endThreads(Duration most) {
        return true;
    }

    @Override
    public Optional<BodyResult> call(long id, Target target, BodyCall call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void turn() {
        waiting.await(Duration.ofSeconds(20));
    }

    @Override
    public void cancel(long id, boolean hard) {
        waiting.ended(id, new BodyResult.Stopped(""));
    }

    @Override
    public BodyResult recover(long id, RuntimeException thrown) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyResult check(Target target, StopSignal stop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyResult parse(Script script) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long ofThread() {
        return 0;
    }

    @Override
    public void rehearse() {}

    @Override
    public void interrupt(Duration wait) {}

    @Override
    public void closeFiles() {}

    @Override
    public void close() {
        factory.change(() -> closed = true);
    }

    /** Opens them, and can be told to wait with it. Thread-safe. */
    static final class Factory implements GuestFactory {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final List<Blank> all = new ArrayList<>();
        private int opening;
        private boolean held;
        private volatile boolean slow = true;
        private volatile boolean samePackages = true;

        @Override
        public Language language() {
            return Language.PYTHON;
        }

        @Override
        public boolean opensSlowly() {
            return slow;
        }

        void opensFast() {
            slow = false;
        }

        /** None goes on any more. */
        void otherPackages() {
            samePackages = false;
        }

        @Override
        public Guest open(Generation generation, Output output, Waiting waiting) {
            change(() -> opening++);
            await("it may open", () -> !held);
            Blank one = new Blank(this, all.size() + 1, waiting, generation);
            change(() -> all.add(one));
            return one;
        }

        /** None opens until {@link #goOn}. */
        void hold() {
            change(() -> held = true);
        }

        void goOn() {
            change(() -> held = false);
        }

        int opened() {
            lock.lock();
            try {
                return all.size();
            } finally {
                lock.unlock();
            }
        }

        long generationOf(int number) {
            lock.lock();
            try {
                return all.get(number - 1).generation.number();
            } finally {
                lock.unlock();
            }
        }

        void awaitOpening(int number) {
            await(number + " are opening or open", () -> opening >= number);
        }

        void awaitOpened(int number) {
            await(number + " are open", () -> all.size() >= number);
        }

        void awaitClosed(int number) {
            await(number + " is closed", () -> all.get(number - 1).closed);
        }

        private void change(Runnable change) {
            lock.lock();
            try {
                change.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void await(String what, BooleanSupplier condition) {
            long left = TimeUnit.SECONDS.toNanos(20);
            lock.lock();
            try {
                while (!condition.getAsBoolean()) {
                    left = changed.awaitNanos(left);
                    if (left <= 0) {
                        throw new AssertionError("not within 20 s: " + what);
                    }
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted before " + what, e);
            } finally {
                lock.unlock();
            }
        }
    }
}
