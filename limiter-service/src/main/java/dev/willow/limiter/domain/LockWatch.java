package dev.willow.limiter.domain;

import dev.willow.limiter.domain.LimiterEvent.WatchContended;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Hears from Locker which of our locks others want, by one question that is always open. Soft.
///
/// Locker names contended locks at once as long as we hold them, so asking again waits until they are gone, or a little.
final class LockWatch {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Outbox out;
    private final LockSession session;
    private final Set<GroupLock> contended = new HashSet<>();
    private Instant askAt;

    LockWatch(Outbox out, LockSession session) {
        this.out = out;
        this.session = session;
    }

    void ask() {
        askAt = null;
        out.tell(new WatchContended(session.id()));
    }

    void askLater(Instant now) {
        askAt = now.plus(PAUSE);
    }

    void askIfDue(Instant now) {
        if (askAt != null && !now.isBefore(askAt)) ask();
    }

    /// Others want it, and we still have it.
    void contended(GroupLock lock) {
        contended.add(lock);
    }

    /// The question was answered.
    void heard(Instant now) {
        if (contended.isEmpty()) ask();
        else askLater(now);
    }

    /// Locker has the lock back.
    void released(GroupLock lock) {
        contended.remove(lock);
        if (askAt != null && contended.isEmpty()) ask();
    }

    /// When to ask again; null if a question is open, or there is no session to ask about.
    Instant due() {
        return askAt;
    }

    void clear() {
        contended.clear();
        askAt = null;
    }
}
