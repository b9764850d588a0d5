package dev.willow.queue.http;

import dev.willow.common.problem.BadRequestException;
import java.time.Duration;

/// What the edge decides where a request leaves it open, and the most that it lets pass.
///
/// @param defaultTimeout how long a consumer has an item without a heartbeat when the item does not say
/// @param maxTimeout     the longest that an item may ask for
public record QueueSettings(Duration defaultTimeout, Duration maxTimeout) {

    /// The time-out that counts.
    ///
    /// @param asked zero leaves it to the service
    /// @param field where it stood in the request
    /// @throws BadRequestException if more was asked for than may be
    Duration timeout(Duration asked, String field) {
        if (asked.compareTo(maxTimeout) > 0)
            throw new BadRequestException(field, "must be at most " + maxTimeout.toNanos() + " nanoseconds (" + maxTimeout + ")");
        return asked.isZero() ? defaultTimeout : asked;
    }
}
