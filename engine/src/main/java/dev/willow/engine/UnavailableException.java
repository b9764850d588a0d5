package dev.willow.engine;

import java.time.Duration;

/// The engine cannot serve now; trying again later may succeed.
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    /// @param reason     for the caller; names no internals
    /// @param retryAfter when trying again is worth it
    public UnavailableException(String reason, Duration retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
