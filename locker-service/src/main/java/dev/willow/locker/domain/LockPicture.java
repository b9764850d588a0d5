package dev.willow.locker.domain;

import java.util.List;

/// The hard state of the lock table.
///
/// @param lastToken the largest fencing token given out
/// @param sessions  in the order in which they began
/// @param holds     in the order in which they were granted
/// @param waiters   in the order in which they came
public record LockPicture(long lastToken, List<Session> sessions, List<Hold> holds, List<Waiter> waiters) {
    public LockPicture {
        sessions = List.copyOf(sessions);
        holds = List.copyOf(holds);
        waiters = List.copyOf(waiters);
    }
}
