package dev.willow.common.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A monotonic clock with an alarm, and the source of threads for what goes on in the background. Whoever supplies it
/// decides what time it is, and knows of all that is going on.
public interface Ticker {
    /// Nanoseconds since some fixed moment; they never go back.
    long nanos();

    /// Runs a task once, not before the delay has passed. The task must be short: others wait behind it.
    ///
    /// @return takes the task back if it has not begun
    Alarm after(Duration delay, Runnable task);

    /// Runs a task now, on a thread of its own. It may block; it must end by itself, or when whoever started it says so.
    ///
    /// @param name of the thread, for people who look at one
    void start(String name, Runnable task);

    /// Waits until the time has passed.
    default void sleep(Duration length) throws InterruptedException {
        await(new CompletableFuture<>(), length);
    }

    /// Waits until something has happened, or has failed, or the time has passed.
    default void await(CompletableFuture<?> event, Duration longest) throws InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Alarm alarm = after(longest, () -> over.complete(null));
        try {
            CompletableFuture.anyOf(event, over).handle((what, failed) -> true).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            alarm.cancel();
        }
    }

    /// A task that is to run.
    @FunctionalInterface
    interface Alarm {
        void cancel();
    }

    /// The clock of this machine, and virtual threads. One thread for the whole process rings all alarms.
    static Ticker ofSystem() {
        return SystemTicker.INSTANCE;
    }
}
