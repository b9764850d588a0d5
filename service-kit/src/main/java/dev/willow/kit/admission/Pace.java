package dev.willow.kit.admission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How slow a client may be that sends or reads: for a while as slow as it likes, then at least so many bytes in each second. One byte now
/// and then, which no time-out between two of them would ever end, is too slow after that while.
///
/// @param grace          how long it may take at any rate
/// @param bytesPerSecond what must travel in each second after that
public record Pace(Duration grace, long bytesPerSecond) {

    /// How long nothing at all may come of a body that has begun.
    public Duration silence() {
        return Duration.ofNanos(grace.toNanos() / 4);
    }

    /// @param bytes that have travelled so far
    /// @param nanos since the first of them could
    public boolean isTooSlow(long bytes, long nanos) {
        long beyond = nanos - grace.toNanos();
        return beyond > 0 && (double) bytes / bytesPerSecond < (double) beyond / TimeUnit.SECONDS.toNanos(1);
    }
}
