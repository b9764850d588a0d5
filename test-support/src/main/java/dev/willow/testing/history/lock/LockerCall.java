package dev.willow.testing.history.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a client can ask of a lock service, and what can be done to it.
public sealed interface LockerCall {

    /// One lock, or several together.
    ///
    /// @param session the opened session that the holds join; without it they get one of their own that lasts `timeout`
    /// @param waits   whether it stands in line, so that others may be refused because of it
    record Acquire(List<Wanted> locks, Optional<String> session, Duration timeout, boolean waits) implements LockerCall {
        public Acquire {
            locks = List.copyOf(locks);
        }

        boolean names(String lock) {
            return locks.stream().anyMatch(wanted -> wanted.lock.equals(lock));
        }
    }

    record Wanted(String lock, Claim claim) {}

    record KeepLock(String hold, String session) implements LockerCall {}

    record Release(String hold, String session) implements LockerCall {}

    record OpenSession(Duration timeout) implements LockerCall {}

    record KeepSession(String session) implements LockerCall {}

    record CloseSession(String session) implements LockerCall {}

    /// The service was killed and started again. The call begins before the kill and returns when it serves again.
    ///
    /// @param killedBy  when it was surely dead, in nanoseconds of the recorder
    /// @param startedAt when it was surely not alive again yet
    record Restart(long killedBy, long startedAt) implements LockerCall {}
}
