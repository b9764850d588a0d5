package dev.willow.faults.work;

import dev.willow.client.hold.Hold;
import java.time.Duration;

/// For how long something was certainly held, by what the client library says of it from time to time.
final class Tenure {
    private static final Duration STEP = Duration.ofMillis(200);
    private final Record log;
    private final Hold hold;
    private long until;

    Tenure(Record log, Hold hold) {
        this.log = log;
        this.hold = hold;
        look();
    }

    /// Keeps it for a time, or until it is lost or the work is over.
    void keepFor(Duration time, Whistle whistle) throws InterruptedException {
        long end = log.now() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - log.now()) {
            boolean goesOn = whistle.pause(Duration.ofNanos(Math.min(left, STEP.toNanos())));
            if (!look() || !goesOn) return;
        }
    }

    /// Until when it was held for certain, if it is given back from this moment on.
    long certainAt(long givenBack) {
        look();
        return Math.min(until, givenBack);
    }

    /// The moment is taken before the library is asked what is left, so that it cannot come out too late.
    private boolean look() {
        long now = log.now();
        Duration left = hold.remaining();
        if (!left.isPositive()) return false;
        until = Math.max(until, now + left.toNanos());
        return true;
    }
}
