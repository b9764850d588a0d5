package dev.willow.queue.remote;

import dev.willow.queue.domain.Lease;
import java.util.Optional;

/// A lease on its way to be added or removed, in one call with others.
sealed interface Errand permits Ask, Work.Change {
    Lease lease();

    boolean isAddition();

    /// The `X-Request-ID` of the request that led to it.
    Optional<String> requestId();
}
