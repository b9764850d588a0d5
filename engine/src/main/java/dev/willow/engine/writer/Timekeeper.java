package dev.willow.engine.writer;

/// Has the writer work when no caller does: when something falls due, and when there is more than callers should do.
public interface Timekeeper {
    void start();

    /// Says when there is to be work again, if nobody calls before.
    void wakeIn(long nanos);

    /// Calls for work now.
    ///
    /// @return whether it will be done; not if this was stopped
    boolean call();

    /// Nothing more is worked after what is being done.
    void stop();

    /// Returns when nothing is worked any more.
    void join() throws InterruptedException;
}
