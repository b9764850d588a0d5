package dev.willow.locker.http;

import dev.willow.common.problem.BadRequestException;
import java.time.Duration;
import java.util.Optional;

/// What the edge decides where a request leaves it open, and the most that it lets pass.
///
/// @param defaultTimeout how long a hold or session lasts without a heartbeat when a request does not say
/// @param maxTimeout     the longest that a request may ask for
/// @param maxWaiters     requests allowed in line for one lock
/// @param maxWatchers    callers allowed to watch one session
public record LockSettings(Duration defaultTimeout, Duration maxTimeout, int maxWaiters, int maxWatchers) {

    /// The time-out that counts.
    ///
    /// @param field where it stood in the request
    /// @throws BadRequestException if more was asked for than may be
    Duration timeout(Optional<Duration> asked, String field) {
        if (asked.isPresent() && asked.get().compareTo(maxTimeout) > 0)
            throw new BadRequestException(
                    field, "must be at most " + maxTimeout.toNanos() + " nanoseconds (" + maxTimeout + ")");
        return asked.orElse(defaultTimeout);
    }
}
