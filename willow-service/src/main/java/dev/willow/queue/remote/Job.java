package dev.willow.queue.remote;

/// Something that is done when all of its changes are. Whoever waits for it is told once: when it is done, or earlier because
/// the Limiter is away.
final class Job {
    private int left;
    private Runnable then;
    private final boolean isToldEarly;

    private Job(int changes, Runnable then, boolean isToldEarly) {
        this.left = changes;
        this.then = then;
        this.isToldEarly = isToldEarly;
    }

    /// One whose caller does not wait for a Limiter that is away.
    static Job patient(int changes, Runnable then) {
        return new Job(changes, then, true);
    }

    /// One that is told of only when it is really done.
    static Job strict(int changes, Runnable then) {
        return new Job(changes, then, false);
    }

    void oneDone() {
        Runnable due = null;
        synchronized (this) {
            if (--left == 0) due = takeThen();
        }
        if (due != null) due.run();
    }

    void limiterIsAway() {
        Runnable due = null;
        synchronized (this) {
            if (isToldEarly) due = takeThen();
        }
        if (due != null) due.run();
    }

    private Runnable takeThen() {
        Runnable due = then;
        then = null;
        return due;
    }
}
