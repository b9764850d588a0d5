package dev.willow.client;

import java.util.Optional;

/// The calling thread was interrupted while it waited; its interrupt flag is set again. The connection is closed, so
/// that a service which kept the caller in line forgets it. Whether the call took effect is unknown.
public final class InterruptedCallException extends ClientException {
    private static final long serialVersionUID = 1;

    InterruptedCallException(Exception cause, Optional<String> requestId) {
        super("interrupted while waiting for an answer", cause, requestId);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
