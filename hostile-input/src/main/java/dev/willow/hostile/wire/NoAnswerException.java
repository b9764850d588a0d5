package dev.willow.hostile.wire;

/// Neither an answer nor the end of the connection came in time.
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswerException(Throwable cause) {
        super(cause);
    }
}
