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

    /// The request that from now on waits for what others do, such as in a line, if this event says so of one.
    default Optional<RequestId> parks() {
        return Optional.empty();
    }

    /// The answer to a request that is decided with this event, but told only once something outside is done. It is kept for
    /// the request's idempotency key at once, so that it outlives a process that dies before it could tell it.
    default Optional<? extends Event> decides() {
        return Optional.empty();
    }
}
