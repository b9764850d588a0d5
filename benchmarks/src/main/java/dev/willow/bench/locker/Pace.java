package dev.willow.bench.locker;

import dev.willow.client.LockerClient;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;

/// A caller that locks and unlocks one lock of its own again and again, and remembers how long it was kept waiting.
final class Pace implements AutoCloseable {
    private final LockerClient locker;
    private final Thread thread;
    private volatile boolean isOver;
    private volatile long since;
    private volatile long longest;
    private volatile long pairs;

    Pace(LockerClient locker) {
        this.locker = locker;
        this.since = System.nanoTime();
        this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        LockSpec own = LockSpec.of(KeyValues.of("pace", Value.text("own")), LockProperties.DEFAULT);
        while (!isOver) {
            Lock held = locker.acquire(own, Duration.ofMinutes(1));
            locker.release(held.state().lockId(), held.state().sessionId());
            long now = System.nanoTime();
            longest = Math.max(longest, now - since);
            since = now;
            pairs++;
        }
    }

    /// Forgets what was before.
    void restart() {
        longest = 0;
        pairs = 0;
    }

    Duration longestGap() {
        return Duration.ofNanos(Math.max(longest, System.nanoTime() - since));
    }

    long pairs() {
        return pairs;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
