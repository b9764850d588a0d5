package dev.willow.client.words;

/// A word is no pair. The message names it and is meant for the person who wrote it.
public final class WrongWordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    WrongWordException(String message) {
        super(message);
    }
}
