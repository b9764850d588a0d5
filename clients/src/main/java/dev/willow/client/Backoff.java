package dev.willow.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The pauses of one call that fails again and again. Of several services that can answer, each is asked once before the
/// first pause, and between two pauses.
final class Backoff {
    private final RetryPolicy policy;
    private final RandomGenerator chance;
    private final int services;
    private final long firstFailure;
    private int failures;
    private long pause;

    /// @param services     how many URLs there are to ask
    /// @param firstFailure the nanoseconds at which the first call failed
    Backoff(RetryPolicy policy, RandomGenerator chance, int services, long firstFailure) {
        this.policy = policy;
        this.chance = chance;
        this.services = services;
        this.firstFailure = firstFailure;
        this.pause = policy.firstPause().toNanos();
    }

    /// @param asked what the service said by `Retry-After`
    /// @return how long to wait before asking again; empty when it is enough
    Optional<Duration> next(long now, Optional<Duration> asked) {
        long left = policy.patience().toNanos() - (now - firstFailure);
        if (left <= 0) return Optional.empty();
        if (++failures % services != 0) return Optional.of(Duration.ZERO);
        long wait = pause / 2 + chance.nextLong(pause / 2 + 1);
        pause = Math.min(pause * 2, policy.longestPause().toNanos());
        if (asked.isPresent()) wait += asked.get().toNanos();
        return Optional.of(Duration.ofNanos(Math.min(wait, left))); // the end is always a try, not a wait
    }
}
