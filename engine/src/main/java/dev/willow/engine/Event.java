package dev.willow.engine;

import java.util.Optional;

/// Something that happened in a state machine, or an effect that it asks for: plain data.
public interface Event {
    /// The request that this event is the final answer to, if it is one.
    default Optional<RequestId> answers() {
        return Optional.empty();
    }

    /// Whether the answer is kept for the request's idempotency key. False for answers that say "nothing was decided,
    /// ask again", such as an unreachable neighbour or a caller that gave up.
    default boolean isKept() {
        return true;
    }
}
