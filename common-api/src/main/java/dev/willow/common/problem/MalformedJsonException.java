package dev.willow.common.problem;

/// A body is not JSON at all (or names a member twice).
public final class MalformedJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final int line;
    private final int column;

    /// @param line   where reading stopped, from 1
    /// @param column where reading stopped, from 1
    public MalformedJsonException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public Problem problem() {
        String detail = getMessage() + " (line " + line + ", column " + column + ")";
        return Problem.of(ProblemType.MALFORMED_JSON, detail).with("Line", line).with("Column", column);
    }
}
