package dev.willow.system;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells the users of a service whether it is there, and when their work is done.
final class Shift {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean up = true;
    private boolean over;

    void setUp(boolean isUp) {
        change(() -> up = isUp);
    }

    void end() {
        change(() -> over = true);
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

    /// Waits until the service is there.
    ///
    /// @return false if the work is done
    boolean awaitUp() throws InterruptedException {
        lock.lock();
        try {
            while (!up && !over) changed.await();
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /// Lets some time pass.
    ///
    /// @return false if the work is done meanwhile
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!over && left > 0) left = changed.awaitNanos(left);
            return !over;
        } finally {
            lock.unlock();
        }
    }
}
