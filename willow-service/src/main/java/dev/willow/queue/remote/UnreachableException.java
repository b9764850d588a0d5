package dev.willow.queue.remote;

/// The Limiter was not reached, or did not answer. Whether the call took effect is unknown.
final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
