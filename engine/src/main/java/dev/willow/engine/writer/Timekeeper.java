package dev.willow.engine.writer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The thread that works when no caller does: when something falls due, and when there is more than callers should do.
final class Timekeeper {
    /// For how long to leave somebody else to it, who will then say when to wake.
    private static final long OTHERS_AT_WORK = TimeUnit.MILLISECONDS.toNanos(1);

    private final BooleanSupplier work;
    private final Thread thread;
    private volatile long wakeAt = System.nanoTime();
    private volatile long sleepsUntil = wakeAt;
    private volatile boolean stopped;

    /// @param work does what there is to do and calls [#wakeIn]; whether it could
    Timekeeper(String name, BooleanSupplier work) {
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Says when there is to be work again, if nobody calls before.
    void wakeIn(long nanos) {
        long at = System.nanoTime() + nanos;
        wakeAt = at;
        if (at - sleepsUntil < 0) LockSupport.unpark(thread);
    }

    /// Calls the thread to work.
    ///
    /// @return whether it comes; not if it was stopped
    boolean call() {
        if (stopped) return false;
        wakeAt = System.nanoTime();
        LockSupport.unpark(thread);
        return true;
    }

    /// Lets the thread end after what it is at.
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        while (!stopped) {
            if (work.getAsBoolean()) sleep();
            else LockSupport.parkNanos(this, OTHERS_AT_WORK);
        }
    }

    private void sleep() {
        long until;
        do sleepsUntil = until = wakeAt;
        while (until != wakeAt); // from here on whoever sets an earlier time sees that it must wake this thread
        long left = until - System.nanoTime();
        if (left > 0 && !stopped) LockSupport.parkNanos(this, left);
    }
}
