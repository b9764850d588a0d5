package dev.willow.locker.domain;

import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import java.util.List;
import java.util.Optional;

/// What happened to the lock table.
public sealed interface LockEvent extends Event {

    /// An event that answers a request.
    sealed interface Answer extends LockEvent {
        RequestId request();

        @Override
        default Optional<RequestId> answers() {
            return Optional.of(request());
        }
    }

    /// @param locks one per want, in the order of the request
    record Granted(RequestId request, List<HeldLock> locks) implements Answer {
        public Granted {
            locks = List.copyOf(locks);
        }
    }

    /// The request waits in line; its answer comes later.
    record Queued(RequestId request) implements LockEvent {}

    record Released(RequestId request, LockId lock) implements Answer {}

    record SessionOpened(RequestId request, Session session) implements Answer {}

    record SessionClosed(RequestId request, SessionId session) implements Answer {}

    /// A session's time was over, and with it these holds.
    record Expired(SessionId session, List<LockId> locks) implements LockEvent {
        public Expired {
            locks = List.copyOf(locks);
        }
    }

    /// A heartbeat for a hold: its session has its full time-out again.
    record LockKept(RequestId request, HeldLock lock) implements Answer {}

    /// A heartbeat for a session: it has its full time-out again.
    record SessionKept(RequestId request, Session session) implements Answer {}

    /// The holds of a session that others wait for; none, if the watcher ran out of patience.
    record Contended(RequestId request, List<LockId> locks) implements Answer {
        public Contended {
            locks = List.copyOf(locks);
        }
    }

    /// The request was turned down and changed nothing. That is its answer, unless it says "try again".
    record Refused(RequestId request, Refusal refusal) implements Answer {
        @Override
        public boolean isKept() {
            return refusal.isDecided();
        }
    }

    /// The caller of a request in line left, or ran out of patience. Nothing was decided: asked again with its idempotency key,
    /// it takes its place in line anew.
    ///
    /// @param refusal what held it back at this moment
    record Withdrawn(RequestId request, Refusal refusal) implements Answer {
        @Override
        public boolean isKept() {
            return false;
        }
    }
}
