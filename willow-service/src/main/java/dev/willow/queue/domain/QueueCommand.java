package dev.willow.queue.domain;

import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.Command;
import dev.willow.engine.RequestId;
import java.util.List;
import java.util.Optional;

/// What can be done to the queue table. All ids are made by whoever makes the command.
public sealed interface QueueCommand extends Command {

    /// A command that a caller waits for.
    sealed interface OfCaller extends QueueCommand {
        RequestId id();

        @Override
        default Optional<RequestId> request() {
            return Optional.of(id());
        }
    }

    record CreateQueue(RequestId id, String queue, Capacity capacity) implements OfCaller {}

    /// @param capacity stays as it is if absent
    record SetQueue(RequestId id, String queue, Optional<Capacity> capacity) implements OfCaller {}

    record DeleteQueue(RequestId id, String queue) implements OfCaller {}

    record DeleteChannel(RequestId id, String queue, KeyValues channel) implements OfCaller {}

    record DeleteChannels(RequestId id, String queue, Query channels) implements OfCaller {}

    /// Put an item into its channel, or overwrite the last one that waits there.
    ///
    /// @param item     its id if it becomes a new one
    /// @param hasPlace whether the Limiter has let it in under that id; needed only for a new one
    record Enqueue(
            RequestId id, String queue, KeyValues channel, ItemId item, Payload payload, Handling handling, boolean hasPlace)
            implements OfCaller {
        public Enqueue withPlace(boolean has) {
            return new Enqueue(id, queue, channel, item, payload, handling, has);
        }
    }

    /// Give a waiting consumer those of the picks that are still the first of their channel.
    ///
    /// @param picks in the order in which they are given; at least one
    record HandOut(RequestId id, String queue, List<Pick> picks) implements OfCaller {
        public HandOut {
            picks = List.copyOf(picks);
        }
    }

    /// A consumer's word on an item that it has.
    ///
    /// @param channel      the item's channel; if given it must be right
    /// @param fencingToken of the hand-out that is meant; if given it must be the present one
    record Ack(RequestId id, String queue, ItemId item, Optional<KeyValues> channel, Optional<Long> fencingToken, Verdict verdict)
            implements OfCaller {}

    /// These were handed out to a consumer that was gone before it had them. They are back at the front, with no attempt used.
    record TakeBack(String queue, List<HeldItem> items) implements QueueCommand {
        public TakeBack {
            items = List.copyOf(items);
        }
    }

    /// The consumers of these were silent for too long. Fails those that are still in the hand-out named.
    record TimeOut(String queue, List<HeldItem> items) implements QueueCommand {
        public TimeOut {
            items = List.copyOf(items);
        }
    }
}
