package dev.willow.testing.history.lock;

/// How long a session may and must last without being kept. Nanoseconds.
///
/// @param earliest before this it cannot run out
/// @param latest   after this it must have
/// @param over     nobody knows of it: it may be in the way of others for a moment, but nothing can be done with it
/// @param named    until when calls name it; after that it need not be remembered but for its holds
/// @param proofs   how many answers are yet to have their turn that show it alive; until then it cannot run out
record Lease(long timeout, long earliest, long latest, boolean over, long named, int proofs) {

    /// One that begins at an instant, by a call that ended later.
    static Lease from(long instant, long returned, long timeout, long grace, long named, int proofs) {
        return new Lease(timeout, instant + timeout, plus(returned, timeout + grace), false, named, proofs);
    }

    /// One whose grant was lost: nobody knows of it, and it may be taken back any time.
    static Lease unknown(long returned, long timeout, long grace) {
        return new Lease(timeout, Long.MIN_VALUE, plus(returned, timeout + grace), true, returned, 0);
    }

    Lease kept(long instant, long returned, long grace) {
        return new Lease(timeout, Math.max(earliest, instant + timeout), Math.max(latest, plus(returned, timeout + grace)), over, named, proofs);
    }

    /// One of the answers that show it alive has had its turn.
    Lease proven() {
        return new Lease(timeout, earliest, latest, over, named, proofs - 1);
    }

    /// A full time-out again for what was still alive when the service was killed. What could have run out just before
    /// may have.
    Lease restarted(LockStep.Restart restart, long returned, long grace) {
        long fresh = earliest <= restart.killedBy() ? earliest : Math.max(earliest, restart.startedAt() + timeout);
        return new Lease(timeout, fresh, Math.max(latest, plus(returned, timeout + grace)), over, named, proofs);
    }

    private static long plus(long instant, long span) {
        return instant > Long.MAX_VALUE - span ? Long.MAX_VALUE : instant + span;
    }
}
