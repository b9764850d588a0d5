package dev.willow.engine.writer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A thread that sleeps until it is time.
///
/// It may be told to wake earlier, never later: a lock that is taken and given back a thousand times a second would
/// otherwise move its hour a thousand times. So it wakes now and then for what is no longer due, and looks again.
final class SleepingTimekeeper implements Timekeeper {
    /// For how long to leave somebody else to it, who may or may not have seen what is due.
    private static final long OTHERS_AT_WORK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.DAYS.toNanos(1);

    private final BooleanSupplier work;
    private final Thread thread;
    private final AtomicLong wakeAt = new AtomicLong(System.nanoTime());
    private volatile boolean stopped;

    SleepingTimekeeper(String name, BooleanSupplier work) {
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void wakeIn(long nanos) {
        long at = System.nanoTime() + nanos;
        long before = wakeAt.getAndAccumulate(at, SleepingTimekeeper::earlier);
        if (at - before < 0 && Thread.currentThread() != thread) LockSupport.unpark(thread);
    }

    @Override
    public boolean call() {
        if (stopped) return false;
        wakeIn(0);
        return true;
    }

    @Override
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        while (!stopped) {
            long left = wakeAt.get() - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                wakeAt.set(System.nanoTime() + LONG); // whoever takes a turn from here on says when to wake
                if (!work.getAsBoolean()) wakeIn(OTHERS_AT_WORK);
            }
        }
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
