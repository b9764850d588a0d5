package dev.willow.locker.domain;

import dev.willow.engine.RequestId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Callers who wait until others want something that a session holds. Soft: not logged, gone with the process.
final class Watches {
    private final Map<SessionId, SequencedSet<RequestId>> bySession = new LinkedHashMap<>();
    private final SequencedMap<RequestId, SessionId> byRequest = new LinkedHashMap<>();
    private final SequencedSet<SessionId> toLookAt = new LinkedHashSet<>();

    boolean isEmpty() {
        return byRequest.isEmpty();
    }

    int count(SessionId session) {
        SequencedSet<RequestId> watchers = bySession.get(session);
        return watchers == null ? 0 : watchers.size();
    }

    void add(RequestId request, SessionId session) {
        byRequest.put(request, session);
        bySession.computeIfAbsent(session, fresh -> new LinkedHashSet<>()).add(request);
    }

    /// @return whether the request was watching
    boolean remove(RequestId request) {
        SessionId session = byRequest.remove(request);
        if (session == null) return false;
        SequencedSet<RequestId> watchers = bySession.get(session);
        watchers.remove(request);
        if (watchers.isEmpty()) bySession.remove(session);
        return true;
    }

    /// Something happened to the session that its watchers may want to hear of.
    void touch(SessionId session) {
        if (bySession.containsKey(session)) toLookAt.add(session);
    }

    boolean hasTouched() {
        return !toLookAt.isEmpty();
    }

    /// The watched sessions touched since the last call.
    SequencedSet<SessionId> takeTouched() {
        SequencedSet<SessionId> touched = new LinkedHashSet<>(toLookAt);
        toLookAt.clear();
        return touched;
    }

    /// Removes and returns all who watch the session.
    SequencedSet<RequestId> takeWatchersOf(SessionId session) {
        SequencedSet<RequestId> watchers = bySession.remove(session);
        if (watchers == null) return new LinkedHashSet<>();
        watchers.forEach(byRequest::remove);
        return watchers;
    }

    void clear() {
        bySession.clear();
        byRequest.clear();
        toLookAt.clear();
    }
}
