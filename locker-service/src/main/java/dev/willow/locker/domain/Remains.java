package dev.willow.locker.domain;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// What sessions that are over have left behind: holds that count for nothing any more and are cleared away little by
/// little, so that the end of a session with a hundred thousand of them is one small step.
///
/// Not part of the state: whatever is left here or cleared away already, every question has the same answer.
final class Remains {
    private final SequencedMap<SessionId, Iterator<LockId>> bySession = new LinkedHashMap<>();
    private int ended;
    private int holds;

    void add(LiveSession session) {
        if (session.holds.isEmpty()) return;
        bySession.put(session.terms.id(), session.holds.iterator());
        ended++;
        holds += session.holds.size();
    }

    boolean isEmpty() {
        return bySession.isEmpty();
    }

    /// Whether the hold's session is over.
    boolean include(Hold hold) {
        return !bySession.isEmpty() && bySession.containsKey(hold.session());
    }

    /// Grows with each session that comes here: what was looked through at this number need not be again.
    int ended() {
        return ended;
    }

    int holds() {
        return holds;
    }

    /// Clears away those of the sessions that ended first.
    ///
    /// @param most how many holds at most
    /// @param away told each of them
    void clear(int most, Consumer<LockId> away) {
        for (int left = most; left > 0 && !bySession.isEmpty();) {
            Map.Entry<SessionId, Iterator<LockId>> first = bySession.firstEntry();
            Iterator<LockId> ids = first.getValue();
            for (; left > 0 && ids.hasNext(); left--, holds--) away.accept(ids.next());
            if (!ids.hasNext()) bySession.remove(first.getKey());
        }
    }
}
