package dev.willow.client;

import java.util.Optional;

/// What was held is not held any more: a lock or an item whose heartbeats did not get through in time, or that its
/// service gave to somebody else. Work that rests on it must stop; nothing is called that would pretend otherwise.
public final class LostException extends ClientException {
    private static final long serialVersionUID = 1;

    public LostException(String message, Throwable cause, Optional<String> requestId) {
        super(message, cause, requestId);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
