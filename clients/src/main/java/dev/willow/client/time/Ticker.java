package dev.willow.client.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A monotonic clock with an alarm.
public interface Ticker {
    /// Nanoseconds since some fixed moment; they never go back.
    long nanos();

    /// Runs a task once, not before the delay has passed. The task must be short: others wait behind it.
    ///
    /// @return takes the task back if it has not begun
    Alarm after(Duration delay, Runnable task);

    /// Waits until the time has passed.
    default void sleep(Duration length) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Alarm alarm = after(length, over::countDown);
        try {
            over.await();
        } finally {
            alarm.cancel();
        }
    }

    /// A task that is to run.
    @FunctionalInterface
    interface Alarm {
        void cancel();
    }

    /// The clock of this machine. One thread for the whole process rings all alarms.
    static Ticker ofSystem() {
        return SystemTicker.INSTANCE;
    }
}
