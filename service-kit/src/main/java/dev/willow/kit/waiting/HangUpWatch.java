package dev.willow.kit.waiting;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One thread that looks at the connections of all who wait. It rests at least twenty times as long as a round takes,
/// so that ten thousand callers in line cost a twentieth of a processor at most.
final class HangUpWatch implements AutoCloseable {
    private static final int REST_FACTOR = 20;

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final long shortestRest;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hang-up-watch").factory());

    /// @param shortestRest between two rounds
    HangUpWatch(Duration shortestRest) {
        this.shortestRest = shortestRest.toNanos();
        lookAgainAfter(this.shortestRest);
    }

    void add(Waiter waiter) {
        waiters.add(waiter);
    }

    void remove(Waiter waiter) {
        waiters.remove(waiter);
        waiter.stopWatching();
    }

    Set<Waiter> waiters() {
        return waiters;
    }

    private void round() {
        long start = System.nanoTime();
        try {
            waiters.forEach(Waiter::look);
        } finally {
            lookAgainAfter(Math.max(shortestRest, REST_FACTOR * (System.nanoTime() - start)));
        }
    }

    private void lookAgainAfter(long nanos) {
        if (!thread.isShutdown()) thread.schedule(this::round, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
