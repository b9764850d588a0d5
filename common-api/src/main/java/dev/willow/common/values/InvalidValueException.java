package dev.willow.common.values;

/// Some text is not a value of the type it claims, or some key-values are not a valid set. The message is meant for
/// the person who sent it; the edge that read it adds where in the request it stood.
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidValueException(String message) {
        super(message);
    }
}
