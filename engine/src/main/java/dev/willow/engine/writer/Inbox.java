package dev.willow.engine.writer;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// What the writer has to do next. Any thread puts, the writer takes and sleeps while there is nothing.
///
/// Once it is closed, tasks run where they are put: the writer has gone, they only tell callers so.
final class Inbox {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile Thread sleeper;
    private volatile boolean closed;

    void put(Runnable task) {
        tasks.add(task);
        Thread asleep = sleeper;
        if (asleep != null) LockSupport.unpark(asleep);
        if (closed) runAll();
    }

    /// Called by the writer as the last thing it does.
    void close() {
        closed = true;
        runAll();
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
    }

    /// Wakes the writer without a task, so that it looks at the time again.
    void wake() {
        put(() -> {});
    }

    /// The next task, or null.
    Runnable poll() {
        return tasks.poll();
    }

    /// Sleeps until there is a task or the time is over; may also return earlier.
    void await(long nanos) {
        // Whoever adds after this look finds the sleeper set and wakes it.
        sleeper = Thread.currentThread();
        try {
            if (tasks.isEmpty()) LockSupport.parkNanos(this, nanos);
        } finally {
            sleeper = null;
        }
    }
}
