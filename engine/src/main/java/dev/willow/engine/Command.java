package dev.willow.engine;

import java.util.Optional;

/// Something to be done to a state machine: plain data that is written to the log before it is applied. Everything
/// that chance or the outside decides (ids, tokens of randomness) comes in with it.
public interface Command {
    /// The request on whose behalf this is done, if any. The engine ties the request's idempotency key to it.
    default Optional<RequestId> request() {
        return Optional.empty();
    }
}
