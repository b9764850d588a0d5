package dev.willow.engine;

import java.util.List;
import java.util.Optional;

/// Something to be done to a state machine: plain data that is written to the log before it is applied. Everything
/// that chance or the outside decides (ids, tokens of randomness) comes in with it.
public interface Command {
    /// The request on whose behalf this is done, if any. The engine ties the request's idempotency key to it.
    default Optional<RequestId> request() {
        return Optional.empty();
    }

    /// Every request that this command puts in line or answers, for a command that does so for several at once. The
    /// answer of a request that no command named is still kept for its key, but only by a second write to the log:
    /// if the process dies in between, the key is unknown and a repeated request is done again.
    default List<RequestId> requests() {
        return request().map(List::of).orElse(List.of());
    }
}
