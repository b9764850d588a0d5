package dev.willow.kit.waiting;

/// The caller hung up while it waited: there is nobody to answer.
public final class CallerGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallerGoneException() {
        super("the caller hung up", null, false, false);
    }
}
