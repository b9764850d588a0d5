package dev.willow.locker.domain;

import dev.willow.locker.domain.LockEvent.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Calls for sessions that are named for expiry, and what they are told when these have ended. Told before that is durable,
/// and the process killed in between, a session that was said to be over would be alive again. Soft: not logged, gone with
/// the process.
final class LateCalls {
    private final Map<SessionId, List<Refused>> bySession = new HashMap<>();
    private List<Refused> due = new ArrayList<>();

    void add(SessionId named, Refused answer) {
        bySession.computeIfAbsent(named, _ -> new ArrayList<>(2)).add(answer);
    }

    /// The session has ended.
    void ended(SessionId session) {
        List<Refused> answers = bySession.remove(session);
        if (answers != null) due.addAll(answers);
    }

    boolean hasDue() {
        return !due.isEmpty();
    }

    /// What can be told since the last call.
    List<Refused> takeDue() {
        List<Refused> taken = due;
        due = new ArrayList<>();
        return taken;
    }

    void clear() {
        bySession.clear();
        due.clear();
    }
}
