package dev.willow.kit.waiting;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One thread that looks at the connections of all who wait. It rests twenty times as long as a round takes,
/// so that twenty thousand callers in line cost a twentieth of a processor at most.
final class HangUpWatch implements AutoCloseable {
    private static final int REST_FACTOR = 20;
    /// A round that takes longer than a twentieth of this was not at work all the time: in a crowd it has to wait for a processor, or for the
    /// collector. Twenty times that, and those who hung up would keep their places for many seconds.
    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

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
            lookAgainAfter(rest(shortestRest, System.nanoTime() - start));
        }
    }

    /// @param round nanoseconds that the last round took
    static long rest(long shortest, long round) {
        return Math.max(shortest, Math.min(LONGEST_REST, REST_FACTOR * round));
    }

    private void lookAgainAfter(long nanos) {
        if (!thread.isShutdown()) thread.schedule(this::round, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
