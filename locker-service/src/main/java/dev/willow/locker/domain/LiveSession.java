package dev.willow.locker.domain;

import dev.willow.engine.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// A session with what hangs on it.
final class LiveSession {
    private static final SequencedSet<RequestId> NONE = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(0));

    final Session terms;
    final SequencedSet<LockId> holds = new LinkedHashSet<>(2);
    private SequencedSet<RequestId> waiting = NONE;

    // Soft: when its time is over, and its place among those with the same deadline.
    final long ordinal;
    Instant deadline;
    boolean isNamedForExpiry;

    LiveSession(Session terms, long ordinal, Instant deadline) {
        this.terms = terms;
        this.ordinal = ordinal;
        this.deadline = deadline;
    }

    /// The requests in line that will join their holds to this session.
    SequencedSet<RequestId> waiting() {
        return waiting;
    }

    void addWaiting(RequestId request) {
        if (waiting == NONE) waiting = new LinkedHashSet<>(4);
        waiting.add(request);
    }

    void removeWaiting(RequestId request) {
        if (waiting == NONE) return;
        waiting.remove(request);
        if (waiting.isEmpty()) waiting = NONE;
    }

    Duration timeTillExpire(Instant now) {
        Duration left = Duration.between(now, deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOpened() {
        return terms.kind() == Session.Kind.OPENED;
    }

    /// Whether it was made for its holds alone and has none left.
    boolean isOver() {
        return !isOpened() && holds.isEmpty();
    }
}
