package dev.willow.engine;

/// A data directory cannot be used. The message is one line for an operator.
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DirectoryException(String message) {
        super(message);
    }

    public DirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
