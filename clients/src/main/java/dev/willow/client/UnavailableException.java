package dev.willow.client;

import java.time.Duration;
import java.util.Optional;

/// The service could not be reached, did not answer in time, or said that it cannot serve now (503) or has too many
/// waiting callers (429). Trying again may succeed.
public final class UnavailableException extends ClientException {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;
    private final boolean effectUnknown;

    /// @param effectUnknown see [#isEffectUnknown]
    UnavailableException(
            String message, Throwable cause, Optional<String> requestId, Optional<Duration> retryAfter, boolean effectUnknown) {
        super(message, cause, requestId);
        this.retryAfter = retryAfter.orElse(null);
        this.effectUnknown = effectUnknown;
    }

    @Override
    public boolean isRetryable() {
        return true;
    }

    /// When the service thinks that trying again is worth it, if it said so.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// Whether the call may have taken effect although its answer is missing. Then repeating it is safe only with the
    /// same idempotency key, or where doing it twice is the same by its nature, as a heartbeat is.
    public boolean isEffectUnknown() {
        return effectUnknown;
    }
}
