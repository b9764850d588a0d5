package dev.willow.client.demo;

/// Why the demo cannot go on, in one line for the person who started it.
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
