package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import java.util.List;
import java.util.Optional;

/// What happened in the limit table: answers to callers, news, and effects asked of the outside.
public sealed interface LimiterEvent extends Event {

    /// The final answer to a caller.
    sealed interface Answer extends LimiterEvent {
        RequestId by();

        @Override
        default Optional<RequestId> answers() {
            return Optional.of(by());
        }
    }

    record RuleStands(RequestId by, RuleState rule) implements Answer {}

    record RuleDeleted(RequestId by) implements Answer {}

    record OverrideStands(RequestId by, Bound.RuleOverride override) implements Answer {}

    record OverrideDeleted(RequestId by) implements Answer {}

    /// An addition, a subtraction or a set was done (or needed no doing).
    ///
    /// @param grant of the lease, if this very answer granted one that nobody else was told of: it can be taken back
    record Counted(RequestId by, CounterState counter, Optional<Long> grant) implements Answer {
        Counted(RequestId by, CounterState counter) {
            this(by, counter, Optional.empty());
        }
    }

    record Refused(RequestId by, Refusal refusal) implements Answer {
        @Override
        public boolean isKept() {
            return switch (refusal) {
                case Refusal.LockerUnreachable _, Refusal.Unsettled _, Refusal.AnotherRun _, Refusal.LineFull _, Refusal.TooManyListeners _ ->
                        false;
                default -> true;
            };
        }
    }

    /// The owner of leases has compared what it has.
    record Settled(RequestId by) implements Answer {}

    /// The caller of an addition left or lost patience while it waited in line.
    ///
    /// @param refusal what holds it back at this moment
    record Withdrawn(RequestId by, Refusal refusal) implements Answer {
        @Override
        public boolean isKept() {
            return false;
        }
    }

    /// @param unknown the ids of those that are not there, in the order asked
    record HeartbeatTaken(RequestId by, List<String> unknown) implements Answer {
        public HeartbeatTaken {
            unknown = List.copyOf(unknown);
        }

        @Override
        public boolean isKept() {
            return false;
        }
    }

    /// A batch with an idempotency key begins, and with another body none can any more. Its entries have keys of their own.
    record BatchBegun(RequestId by) implements Answer {}

    record RoomTold(RequestId by, RoomNews news) implements Answer {
        @Override
        public boolean isKept() {
            return false;
        }
    }

    /// An addition waits in line.
    record Queued(RequestId by) implements LimiterEvent {
        @Override
        public Optional<RequestId> parks() {
            return Optional.of(by);
        }
    }

    /// The rules changed since an addition passed the gate; it goes through it again.
    record SentBack(RequestId by) implements LimiterEvent {}

    record Lapsed(KeyValues counter, String lease) implements LimiterEvent {}

    /// What is asked of Locker. Each but the two endings is answered by a [LockNews].
    sealed interface LockEffect extends LimiterEvent {}

    /// @param attempt  returned with the outcome, to tell it from those of earlier attempts
    /// @param neededBy the request that led to it
    record OpenSession(long attempt, RequestId neededBy) implements LockEffect {}

    /// @param beat returned with the outcome
    record BeatSession(String session, long beat) implements LockEffect {}

    record CloseSession(String session) implements LockEffect {}

    /// @param neededBy the request that led to it
    record AcquireLock(String session, KeyValues lock, RequestId neededBy) implements LockEffect {}

    record ReleaseLock(String session, KeyValues lock, String lockId) implements LockEffect {}

    /// Waits until others want a lock of the session.
    record WatchContended(String session) implements LockEffect {}
}
