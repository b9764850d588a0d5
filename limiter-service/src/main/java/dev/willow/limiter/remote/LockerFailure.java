package dev.willow.limiter.remote;

/// Locker did not do what it was asked.
public final class LockerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Kind kind;

    public enum Kind {
        /// It does not know the session, or the hold.
        GONE,
        /// Somebody else holds the lock, and did not give it back within the wait.
        NOT_GRANTED,
        /// It was not reached, or could not serve: nothing was done.
        UNAVAILABLE,
        /// It did not answer. What it was asked may be done, or not.
        UNANSWERED,
        /// It answered something else.
        BROKEN
    }

    public LockerFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
