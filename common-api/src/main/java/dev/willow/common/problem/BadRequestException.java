package dev.willow.common.problem;

/// A request is wrong in itself; repeating it unchanged cannot help. The message is meant for whoever sent it.
public final class BadRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String field;

    /// @param field what is wrong: a JSON path such as `$.Spec.Properties.Limit`, or the name of a parameter. From the
    ///              constructor of a request model it is relative to the model (`Limit`); reading the body completes it
    public BadRequestException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }

    public Problem problem() {
        return Problem.ofField(field, field + ": " + getMessage());
    }
}
