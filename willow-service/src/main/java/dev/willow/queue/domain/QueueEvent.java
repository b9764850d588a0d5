package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happened to the queues, and what is to be done outside because of it.
public sealed interface QueueEvent extends Event {

    /// Answers a request.
    sealed interface Answer extends QueueEvent {
        RequestId request();

        @Override
        default Optional<RequestId> answers() {
            return Optional.of(request());
        }
    }

    record QueueCreated(RequestId request, QueueView queue) implements Answer {}

    record QueueChanged(RequestId request, QueueView queue) implements Answer {}

    record QueueDeleted(RequestId request, String queue) implements Answer {}

    record ChannelsDeleted(RequestId request, int channels) implements Answer {}

    /// An item came to wait, or the last one that waited was overwritten.
    ///
    /// @param item    the id that the item has, which for an update is that of the overwritten one
    /// @param updates how often it was overwritten; 0 for a new one
    record Accepted(RequestId request, ItemId item, long updates) implements Answer {
        public boolean isUpdate() {
            return updates > 0;
        }
    }

    /// @param deliveries at least one
    record HandedOut(RequestId request, List<Delivery> deliveries) implements Answer {
        public HandedOut {
            deliveries = List.copyOf(deliveries);
        }
    }

    /// The consumer's patience ran out, or it left. Nothing was decided: asked again with its idempotency key, it waits anew.
    record NothingToHandOut(RequestId request) implements Answer {
        @Override
        public boolean isKept() {
            return false;
        }
    }

    /// A heartbeat: the item stays with its consumer for another time-out.
    ///
    /// @param superseded whether a newer item of the channel waits
    record Kept(RequestId request, boolean superseded) implements Answer {}

    record Acked(RequestId request, ItemId item, Fate fate) implements Answer {}

    /// A batch with an idempotency key begins, and with another body none can any more. Its entries have keys of their own.
    record BatchBegun(RequestId request) implements Answer {}

    /// The request was turned down and changed nothing. That is its answer, unless it says "try again".
    record Refused(RequestId request, Refusal refusal) implements Answer {
        @Override
        public boolean isKept() {
            return refusal.isDecided();
        }
    }

    /// An enqueue was to be an update, but nothing updateable waits any more: it needs a place first.
    record PlaceNeeded(QueueCommand.Enqueue enqueue) implements QueueEvent {}

    /// None of a consumer's picks was the first of its channel any more.
    record Missed(RequestId request) implements QueueEvent {}

    record TimedOut(String queue, KeyValues channel, ItemId item, Fate fate) implements QueueEvent {}

    /// Something to be done outside. Its outcome comes back to the machine.
    sealed interface Effect extends QueueEvent {}

    /// Something to be done outside before the caller is answered; the answer stands already.
    sealed interface AnswerAfter extends Effect {
        Optional<Answer> then();

        @Override
        default Optional<Answer> decides() {
            return then();
        }
    }

    /// Ask the Limiter to let this lease in, and tell the machine what it said.
    ///
    /// @param request on whose behalf
    record AskLimiter(Lease lease, RequestId request) implements Effect {}

    /// Remove leases. If the Limiter is away this is done once it is back, in the order of the events.
    ///
    /// @param then what to answer once they are removed, or at once if the Limiter is away
    record GiveBack(List<Lease> leases, Optional<Answer> then) implements AnswerAfter {
        public GiveBack {
            leases = List.copyOf(leases);
        }
    }

    /// Let the Limiter hold this queue to its capacity; in order with [GiveBack], and answered like it.
    ///
    /// @param capacity none: the queue is gone
    record SetLimit(String queue, Optional<Capacity> capacity, Optional<Answer> then) implements AnswerAfter {}

    /// List the leases and limits that the Limiter has of ours, and tell the machine.
    record Reconcile() implements Effect {}

    /// Make the Limiter agree: remove leases that no item stands for, add those that are missing, and let exactly these
    /// queues have a limit. Tell the machine when done.
    record Repair(List<Lease> strays, List<Lease> missing, Map<String, Capacity> limits) implements Effect {
        public Repair {
            strays = List.copyOf(strays);
            missing = List.copyOf(missing);
            limits = Map.copyOf(limits);
        }
    }
}
