package dev.willow.engine;

/// Something on disk was written by another version, or is damaged. It is refused with this message, never guessed at.
public final class UnknownFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownFormatException(String message) {
        super(message);
    }

    public UnknownFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
