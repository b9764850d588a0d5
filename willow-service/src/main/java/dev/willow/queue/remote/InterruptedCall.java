package dev.willow.queue.remote;

/// The calling thread was interrupted while it waited for the Limiter.
final class InterruptedCall extends RuntimeException {
    private static final long serialVersionUID = 1;

    InterruptedCall(Throwable cause) {
        super(cause);
    }
}
