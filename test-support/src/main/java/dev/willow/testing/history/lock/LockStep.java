package dev.willow.testing.history.lock;

import java.util.Optional;

/// What a call means for one lock. Times are in nanoseconds.
sealed interface LockStep {

    /// @param joined  the session that the hold joins, if not one of its own
    /// @param timeout of a session of its own
    /// @param line    who may have stood in line meanwhile
    /// @param named   until when its own session is named by calls
    /// @param before  the largest of all fencing tokens of this lock that are smaller than the one granted; [#NO_TOKEN] if
    ///                it is the smallest, or there was no grant
    record Take(Claim claim, Optional<String> joined, long timeout, Line line, long named, long before) implements LockStep {}

    long NO_TOKEN = Long.MIN_VALUE;

    /// Who may have been in line when a call was refused, so that it was although it would fit beside the holders.
    enum Line {
        NOBODY,
        /// Callers for this lock alone, who wait only because somebody holds it.
        BEHIND_HOLDERS,
        /// Also callers for this lock and another together, who may wait for the other alone.
        BEHIND_ANYTHING
    }

    record KeepHold(String hold, String session) implements LockStep {}

    record Free(String hold, String session) implements LockStep {}

    /// @param named until when the session is named by calls
    record Begin(String session, long timeout, long named) implements LockStep {}

    record Keep(String session) implements LockStep {}

    record End(String session) implements LockStep {}

    record Restart(long killedBy, long startedAt) implements LockStep {}
}
