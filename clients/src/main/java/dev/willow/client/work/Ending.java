package dev.willow.client.work;

/// What became of an item that was worked on, as far as its worker knows.
public enum Ending {
    /// Its handler, or a newer item in its place, made it [Outcome#DONE].
    DONE,
    /// [Outcome#FAILED].
    FAILED,
    /// [Outcome#RELEASED].
    RELEASED,
    /// It was lost before it could be ended.
    LOST,
    /// The handler called an ending of the item itself.
    ENDED_BY_HANDLER,
    /// The service did not take the end, and the worker has given up: the item was given back, or it times out.
    NOT_ENDED;

    static Ending of(Outcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case FAILED -> FAILED;
            case RELEASED -> RELEASED;
        };
    }
}
