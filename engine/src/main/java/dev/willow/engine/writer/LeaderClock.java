package dev.willow.engine.writer;

import dev.willow.engine.clock.EngineClock;
import java.time.Instant;

/// The leader's time: the wall clock's when it took over, moved on by the monotonic clock alone.
final class LeaderClock {
    private final EngineClock clock;
    private Instant anchor;
    private long anchorNanos;

    LeaderClock(EngineClock clock) {
        this.clock = clock;
        anchorAt(Instant.MIN);
    }

    /// Looks at the wall clock anew.
    ///
    /// @param notBefore the last stamp in the log, which a wall clock that was set back must not get below
    void anchorAt(Instant notBefore) {
        Instant wall = clock.wall();
        anchor = wall.isBefore(notBefore) ? notBefore : wall;
        anchorNanos = clock.nanos();
    }

    Instant now() {
        return anchor.plusNanos(clock.nanos() - anchorNanos);
    }
}
