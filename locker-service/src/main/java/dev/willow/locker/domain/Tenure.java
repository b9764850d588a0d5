package dev.willow.locker.domain;

import java.time.Duration;

/// The session that a granted hold will belong to.
public sealed interface Tenure {

    SessionId session();

    /// A session that was opened before. While the request waits, the session must be kept alive.
    record Joined(SessionId session) implements Tenure {}

    /// A session of its own, which begins with the grant and ends with the last of its holds.
    ///
    /// @param timeout how long it lasts without a heartbeat; positive
    record Own(SessionId session, Duration timeout) implements Tenure {}
}
