package dev.willow.client;

import java.time.Duration;

/// How a client goes on when a service is away: whether it asks again by itself, after what pauses, for how long.
///
/// Only an [UnavailableException] is asked again, and only where that is safe: calls that change nothing or do the same
/// when done twice, and all others under an idempotency key, which the client makes for them. Pauses double from the first
/// to the longest; of each a random part between half and all is waited, so that callers who failed together do not come
/// back together, and never less than the service asked for by `Retry-After`. The reasoning is that of Marc Brooker's
/// "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
///
/// @param patience     how long to go on asking after the first failure; zero never asks again
/// @param firstPause   before asking again for the first time; positive
/// @param longestPause never waits longer, but for a `Retry-After`; at least the first
public record RetryPolicy(Duration patience, Duration firstPause, Duration longestPause) {
    /// Every failure reaches the caller at once, and calls carry no idempotency key of the client's own.
    public static final RetryPolicy NONE = forAsLongAs(Duration.ZERO);
    /// For 10 s, after pauses from 50 ms to 2 s.
    public static final RetryPolicy DEFAULT = forAsLongAs(Duration.ofSeconds(10));

    public RetryPolicy {
        if (patience.isNegative()) throw new IllegalArgumentException("patience cannot be negative: " + patience);
        if (!firstPause.isPositive()) throw new IllegalArgumentException("a pause must be positive: " + firstPause);
        if (longestPause.compareTo(firstPause) < 0)
            throw new IllegalArgumentException("the longest pause cannot be shorter than the first: " + longestPause);
    }

    /// With the pauses of [#DEFAULT].
    public static RetryPolicy forAsLongAs(Duration patience) {
        return new RetryPolicy(patience, Duration.ofMillis(50), Duration.ofSeconds(2));
    }

    boolean asksAgain() {
        return patience.isPositive();
    }
}
