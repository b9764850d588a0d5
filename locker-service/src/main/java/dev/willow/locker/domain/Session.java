package dev.willow.locker.domain;

import java.time.Duration;
import java.util.Optional;

/// The terms of a session.
///
/// @param timeout how long it lasts without a heartbeat; positive
/// @param kind    who made it, and so when it ends
public record Session(SessionId id, Duration timeout, Optional<String> owner, Kind kind) {

    public enum Kind {
        /// Made by a request for locks, for these alone. Ends with the last of them.
        OF_ITS_HOLDS,
        /// Opened by a caller, who may join holds to it, and who ends it.
        OPENED
    }
}
