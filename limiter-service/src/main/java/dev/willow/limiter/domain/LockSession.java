package dev.willow.limiter.domain;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.BeatSession;
import dev.willow.limiter.domain.LimiterEvent.CloseSession;
import dev.willow.limiter.domain.LimiterEvent.OpenSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// Our session with Locker, under which all group locks are held. Soft.
///
/// We count its deadline from when the last heartbeat that was accepted was *sent*, less a tenth for clocks that do not
/// run alike, and believe in it no longer; so Locker never serves the next in line while we still do.
final class LockSession {
    private static final int BEATS_PER_TIMEOUT = 3;
    private static final int MARGIN = 10;

    private final Outbox out;
    private final TreeMap<Long, Instant> unanswered = new TreeMap<>();
    private long attempt;
    private boolean opening;
    private Instant openedAt;
    private String id;
    private Duration timeout;
    private Instant validUntil;
    private Instant nextBeat;
    private long lastBeat;

    /// Left open by a former leader, or by a call to which we got no answer.
    private String leftOpen;

    LockSession(Outbox out) {
        this.out = out;
    }

    boolean isOpen() {
        return id != null;
    }

    boolean is(String session) {
        return session.equals(id);
    }

    String id() {
        return id;
    }

    /// Whether it is open as far as we know, but we must not rely on it any more.
    boolean isOver(Instant now) {
        return id != null && !now.isBefore(validUntil);
    }

    void open(RequestId neededBy, Instant now) {
        if (opening || id != null) return;
        opening = true;
        openedAt = now;
        out.tell(new OpenSession(++attempt, neededBy));
    }

    /// Whether this is the present attempt to open one.
    boolean expects(long ofAttempt) {
        return opening && ofAttempt == attempt;
    }

    void opened(LockNews.SessionOpened news) {
        opening = false;
        id = news.session();
        timeout = news.timeout();
        validUntil = openedAt.plus(usable(timeout));
        nextBeat = openedAt.plus(timeout.dividedBy(BEATS_PER_TIMEOUT));
        unanswered.clear();
        out.log(new LimiterCommand.UseSession(id));
        if (leftOpen != null) out.tell(new CloseSession(leftOpen));
        leftOpen = null;
    }

    void failedToOpen() {
        opening = false;
    }

    void beatIfDue(Instant now) {
        if (id != null && !now.isBefore(nextBeat)) beat(now);
    }

    void beat(Instant now) {
        unanswered.put(++lastBeat, now);
        nextBeat = now.plus(timeout.dividedBy(BEATS_PER_TIMEOUT));
        out.tell(new BeatSession(id, lastBeat));
    }

    void beatAccepted(long beat) {
        Instant sent = unanswered.get(beat);
        if (sent == null) return;
        unanswered.headMap(beat, true).clear();
        Instant extended = sent.plus(usable(timeout));
        if (extended.isAfter(validUntil)) validUntil = extended;
    }

    /// Gives it up and tells Locker so.
    void close() {
        if (id == null) return;
        out.tell(new CloseSession(id));
        leftOpen = id;
        id = null;
    }

    /// Locker gave it up.
    void lost() {
        id = null;
    }

    /// @param former the session of the leader before, if it left one
    void restart(Optional<String> former) {
        id = null;
        opening = false;
        attempt++;
        unanswered.clear();
        leftOpen = former.orElse(null);
    }

    Optional<Instant> nextDeadline() {
        if (id == null) return Optional.empty();
        return Optional.of(nextBeat.isBefore(validUntil) ? nextBeat : validUntil);
    }

    private static Duration usable(Duration timeout) {
        return timeout.minus(timeout.dividedBy(MARGIN));
    }
}
