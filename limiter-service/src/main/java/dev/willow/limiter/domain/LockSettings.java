package dev.willow.limiter.domain;

import java.time.Duration;

/// How group locks are kept.
///
/// @param idle how long a lock that nobody else wants, and the session when it holds none, is kept unused
public record LockSettings(Duration idle) {
    public LockSettings {
        if (!idle.isPositive()) throw new IllegalArgumentException("idle must be positive, was " + idle);
    }
}
