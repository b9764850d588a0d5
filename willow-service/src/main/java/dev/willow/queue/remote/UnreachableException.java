package dev.willow.queue.remote;

/// The Limiter did not answer what it was asked. Whether the call took effect is unknown.
final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message) {
        super(message);
    }
}
