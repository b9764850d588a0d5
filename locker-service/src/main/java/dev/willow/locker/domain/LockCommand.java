package dev.willow.locker.domain;

import dev.willow.engine.Command;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be done to the lock table. Ids are made by whoever makes the command and used once.
public sealed interface LockCommand extends Command {

    /// Take all of some locks, or none.
    ///
    /// @param wants at least one; no two for the same key-values
    record Acquire(RequestId id, List<Want> wants, Tenure tenure, Patience patience) implements LockCommand {
        public Acquire {
            wants = List.copyOf(wants);
        }

        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    /// Give a hold back. Whoever is next in line gets the lock in the same step.
    record Release(RequestId id, LockId lock, SessionId session) implements LockCommand {
        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    /// @param timeout how long the session lasts without a heartbeat; positive
    record OpenSession(RequestId id, SessionId session, Duration timeout, Optional<String> owner) implements LockCommand {
        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    /// End a session of either kind, give back all that it holds, and turn away what waits on its behalf.
    record CloseSession(RequestId id, SessionId session) implements LockCommand {
        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    /// These sessions had no heartbeat in time. Ends those that are still there.
    record Expire(List<SessionId> sessions) implements LockCommand {
        public Expire {
            sessions = List.copyOf(sessions);
        }
    }

    /// The caller of a request in line left or ran out of patience. Nothing, if the request is not in line any more.
    record GiveUp(RequestId waiting) implements LockCommand {}
}
