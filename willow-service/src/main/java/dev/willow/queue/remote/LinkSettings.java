package dev.willow.queue.remote;

import java.time.Duration;

/// How the Limiter is called. All are positive.
///
/// @param watch         how long one call waits for news of room
/// @param firstPause    before the Limiter is tried again after it was lost; doubles with each failure
/// @param longestPause  the most of that
/// @param doubt         after this long in touch with the Limiter, a question that got no answer has been carried out, or never
///                      will be; until then its lease is removed again and again
/// @param impatience    how long a call may be under way before questions that wait go in another one beside it
/// @param callsAtOnce   the most calls with questions under way
/// @param batch         the most changes in one call
public record LinkSettings(
        Duration watch,
        Duration firstPause,
        Duration longestPause,
        Duration doubt,
        Duration impatience,
        int callsAtOnce,
        int batch) {
    public static final LinkSettings DEFAULT = new LinkSettings(
            Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(30),
            Duration.ofMillis(50), 8, 500);

    /// Two seconds by default, so that counters agree within five of the Limiter's return.
    private static final int REMOVALS_WHILE_IN_DOUBT = 15;

    public LinkSettings {
        positive("watch", watch);
        positive("firstPause", firstPause);
        positive("longestPause", longestPause);
        positive("doubt", doubt);
        positive("impatience", impatience);
        if (callsAtOnce < 1) throw new IllegalArgumentException("callsAtOnce must be at least 1, was " + callsAtOnce);
        if (batch < 1) throw new IllegalArgumentException("batch must be at least 1, was " + batch);
    }

    /// How often a lease in doubt is removed again.
    Duration doubtInterval() {
        return Duration.ofNanos(doubt.toNanos() / REMOVALS_WHILE_IN_DOUBT);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
}
