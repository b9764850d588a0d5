package dev.willow.client;

import java.util.Optional;

/// The service answered with a defect (500) or with something that is no answer to this call. Not worth repeating;
/// worth reporting, with the request id.
public final class BrokenServiceException extends ClientException {
    private static final long serialVersionUID = 1;

    BrokenServiceException(String message, Throwable cause, Optional<String> requestId) {
        super(message, cause, requestId);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
