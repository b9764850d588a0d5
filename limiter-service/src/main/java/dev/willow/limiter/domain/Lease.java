package dev.willow.limiter.domain;

import java.time.Duration;
import java.time.Instant;

/// One lease in the table.
final class Lease {
    private final String id;
    private final long grant;
    private final long places;
    private final Duration timeout;
    private final Counter counter;

    // Soft: heartbeats move the deadline without being logged.
    private Instant deadline = Instant.MAX;
    private boolean lapsing;

    /// @param grant number of this very grant, never used again, so that the end of an old lease cannot be taken for that
    ///              of a newer one with the same id
    Lease(String id, long grant, long places, Duration timeout, Counter counter) {
        this.id = id;
        this.grant = grant;
        this.places = places;
        this.timeout = timeout;
        this.counter = counter;
    }

    String id() {
        return id;
    }

    long grant() {
        return grant;
    }

    long places() {
        return places;
    }

    Duration timeout() {
        return timeout;
    }

    Counter counter() {
        return counter;
    }

    boolean lapses() {
        return timeout.isPositive();
    }

    Instant deadline() {
        return deadline;
    }

    void deadline(Instant moved) {
        deadline = moved;
    }

    /// Whether its time was over and that is being logged: it can no longer be kept alive.
    boolean isLapsing() {
        return lapsing;
    }

    void lapsing(boolean now) {
        lapsing = now;
    }
}
