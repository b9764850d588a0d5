package dev.willow.locker.domain;

import dev.willow.engine.RequestId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// How sessions end: with all their holds in one step. What they held counts for nothing from then on, but is cleared away
/// little by little ([Remains]): that is work, not state.
final class Endings {
    private final Locks locks;
    private final Holds holds;
    private final Sessions sessions;
    private final Watches watches;
    private final LateCalls late;
    private final Remains remains;
    private final int clearedAtOnce;

    /// @param clearedAtOnce how many holds a step clears away at most
    Endings(Locks locks, Holds holds, Sessions sessions, Watches watches, LateCalls late, Remains remains, int clearedAtOnce) {
        this.locks = locks;
        this.holds = holds;
        this.sessions = sessions;
        this.watches = watches;
        this.late = late;
        this.remains = remains;
        this.clearedAtOnce = clearedAtOnce;
    }

    /// Ends all of them before anybody is served, so that nothing passes from one that is over to another that is. Turns away
    /// what waits on their behalf.
    ///
    /// @return the locks that are wanted and have changed, to be passed to [Locks#serve]
    SequencedSet<Lock> end(List<LiveSession> over, List<LockEvent> events) {
        Map<SessionId, List<Lock>> wanted = wantedFrom(over);
        SequencedSet<Lock> changed = new LinkedHashSet<>();
        for (LiveSession session : over) {
            SessionId id = session.terms.id();
            changed.addAll(wanted.get(id));
            for (RequestId request : session.waiting()) {
                locks.leaveLines(locks.findWaiter(request), changed::add);
                events.add(new LockEvent.Refused(request, new Refusal.NoSuchSession(id)));
            }
            end(session);
            remains.add(session);
        }
        return changed;
    }

    /// Ends a session that holds nothing.
    void end(LiveSession session) {
        sessions.end(session);
        watches.touch(session.terms.id());
        late.ended(session.terms.id());
    }

    /// Clears away some of what ended sessions have left behind.
    void clearAway(int most) {
        remains.clear(Math.min(most, clearedAtOnce), id -> locks.clearAway(holds.remove(id)));
    }

    /// For each session the locks that it holds and others wait for, in the order of its holds.
    private Map<SessionId, List<Lock>> wantedFrom(List<LiveSession> over) {
        Map<SessionId, List<Lock>> wanted = new HashMap<>();
        heldBy(over).forEach((session, theirs) -> wanted.put(
                session,
                theirs.stream().map(hold -> locks.find(hold.keys())).filter(lock -> lock.waiting() > 0).toList()));
        return wanted;
    }

    /// All their holds, or, if these are very many, those of locks that have a line, found by going through the lines.
    private Map<SessionId, List<Hold>> heldBy(List<LiveSession> over) {
        Map<SessionId, List<Hold>> held = new HashMap<>();
        long all = 0;
        for (LiveSession session : over) {
            held.put(session.terms.id(), new ArrayList<>());
            all += session.holds.size();
        }
        if (all <= Math.max(clearedAtOnce, locks.withLine().size())) {
            for (LiveSession session : over)
                for (LockId id : session.holds) held.get(session.terms.id()).add(holds.find(id));
            return held;
        }
        for (Lock lock : locks.withLine())
            for (Hold holder : lock.holders()) {
                List<Hold> theirs = held.get(holder.session());
                if (theirs != null) theirs.add(holder);
            }
        held.values().forEach(theirs -> theirs.sort(Comparator.comparingLong(Hold::fencingToken)));
        return held;
    }
}
