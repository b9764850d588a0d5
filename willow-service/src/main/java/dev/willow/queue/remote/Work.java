package dev.willow.queue.remote;

import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Lease;
import java.util.Map;
import java.util.Optional;

/// One thing to be done in order.
sealed interface Work {
    Job job();

    /// @param isAddition a lease that is missing; otherwise one to be removed
    /// @param requestId  the `X-Request-ID` of the request that led to it
    record Change(Lease lease, boolean isAddition, Optional<String> requestId, Job job) implements Work, Errand {}

    record Limit(String queue, Optional<Capacity> capacity, Optional<String> requestId, Job job) implements Work {}

    record Limits(Map<String, Capacity> capacities, Job job) implements Work {}
}
