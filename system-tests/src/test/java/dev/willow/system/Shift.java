package dev.willow.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells the users of a service whether it is there, and when their work is done.
final class Shift {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> atItsEnd = new ArrayList<>();
    private State state = State.SERVES;
    private boolean over;

    enum State { DEAD, STARTS, SERVES }

    void is(State now) {
        change(() -> {
            state = now;
            if (now != State.DEAD) return;
            atItsEnd.forEach(Runnable::run);
            atItsEnd.clear();
        });
    }

    /// Runs something when the process that is there now is dead.
    void whenDead(Runnable what) {
        change(() -> atItsEnd.add(what));
    }

    boolean isStarting() {
        lock.lock();
        try {
            return state == State.STARTS;
        } finally {
            lock.unlock();
        }
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

    /// Waits until the service listens.
    ///
    /// @return false if the work is done
    boolean awaitUp() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.DEAD && !over) changed.await();
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
