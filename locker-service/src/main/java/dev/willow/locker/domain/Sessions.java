package dev.willow.locker.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// All sessions, and, softly, when the time of each is over.
final class Sessions {
    private static final Comparator<LiveSession> BY_DEADLINE =
            Comparator.comparing((LiveSession session) -> session.deadline).thenComparingLong(session -> session.ordinal);

    private final SequencedMap<SessionId, LiveSession> byId = new LinkedHashMap<>();
    private final TreeSet<LiveSession> byDeadline = new TreeSet<>(BY_DEADLINE); // those not named for expiry
    private long begun;

    LiveSession begin(Session terms, Instant now) {
        return add(terms, now.plus(terms.timeout()));
    }

    /// A session from a picture. Its time runs again from [#restartAll] on.
    LiveSession restore(Session terms) {
        return add(terms, Instant.MAX);
    }

    private LiveSession add(Session terms, Instant deadline) {
        LiveSession session = new LiveSession(terms, begun++, deadline);
        byId.put(terms.id(), session);
        byDeadline.add(session);
        return session;
    }

    /// The session, or null if there is none, or not any more.
    LiveSession find(SessionId id) {
        return byId.get(id);
    }

    void end(LiveSession session) {
        byId.remove(session.terms.id());
        byDeadline.remove(session);
    }

    /// A heartbeat: the full time-out again.
    void keep(LiveSession session, Instant now) {
        byDeadline.remove(session);
        session.deadline = now.plus(session.terms.timeout());
        byDeadline.add(session);
    }

    Optional<Instant> nextDeadline() {
        return byDeadline.isEmpty() ? Optional.empty() : Optional.of(byDeadline.getFirst().deadline);
    }

    /// Names sessions whose time is over, those that are longest over first.
    ///
    /// @param most how many to name; further ones are due at once, and named next time
    List<SessionId> nameDue(Instant now, int most) {
        List<SessionId> due = new ArrayList<>();
        while (due.size() < most && !byDeadline.isEmpty() && !byDeadline.getFirst().deadline.isAfter(now)) {
            LiveSession session = byDeadline.removeFirst();
            session.isNamedForExpiry = true;
            due.add(session.terms.id());
        }
        return due;
    }

    /// Gives everyone the full time-out again.
    void restartAll(Instant now) {
        byDeadline.clear();
        for (LiveSession session : byId.values()) {
            session.isNamedForExpiry = false;
            session.deadline = now.plus(session.terms.timeout());
            byDeadline.add(session);
        }
    }

    int count() {
        return byId.size();
    }

    List<Session> terms() {
        List<Session> terms = new ArrayList<>(byId.size());
        for (LiveSession session : byId.values()) terms.add(session.terms);
        return terms;
    }
}
