package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The two counters of a channel in the Limiter: what is there at all, and what is running.
///
/// @param enqueued the queue's name, `_willow_enqueued`, and every channel key with `_willow_` before it, so that the
///                 users' own rules count only what runs
/// @param running  the channel's key-values, the queue's name and `_willow_running`
public record Counters(KeyValues enqueued, KeyValues running) {
    public static final String QUEUE_KEY = "_willow_queue_name";
    public static final String ENQUEUED_KEY = "_willow_enqueued";
    public static final String RUNNING_KEY = "_willow_running";
    /// What keys of the queues' own begin with; no channel has such.
    public static final String PREFIX = "_willow_";
    private static final char OF_HAND_OUT = '/';
    private static final Value YES = Value.text("true");

    public static Counters of(String queue, KeyValues channel) {
        return new Counters(enqueued(queue, channel), running(queue, channel));
    }

    private static KeyValues enqueued(String queue, KeyValues channel) {
        Map<String, Value> pairs = LinkedHashMap.newLinkedHashMap(channel.size() + 2);
        channel.forEach(pair -> pairs.put(PREFIX + pair.getKey(), pair.getValue()));
        // Last, so that channel keys named queue_name or enqueued cannot take their place. Such channels then share a
        // counter, which harms nothing: each item is a lease of its own, and only the sum over the queue is limited.
        pairs.put(QUEUE_KEY, Value.text(queue));
        pairs.put(ENQUEUED_KEY, YES);
        return KeyValues.of(pairs);
    }

    private static KeyValues running(String queue, KeyValues channel) {
        Map<String, Value> pairs = channel.toMap();
        pairs.put(QUEUE_KEY, Value.text(queue));
        pairs.put(RUNNING_KEY, YES);
        return KeyValues.of(pairs);
    }

    /// The place of an item in its queue, from when it was let in until it is gone.
    public Lease enqueued(ItemId item) {
        return new Lease(enqueued, item.value());
    }

    /// As [#enqueued(ItemId)], where no other counter of the channel is needed.
    public static Lease enqueued(String queue, KeyValues channel, ItemId item) {
        return new Lease(enqueued(queue, channel), item.value());
    }

    /// The place of an item that a consumer has, for this hand-out alone.
    public Lease running(ItemId item, HandOutId handOut) {
        return new Lease(running, item.value() + OF_HAND_OUT + handOut.value());
    }

    /// What a lease that [#running] made stands for.
    ///
    /// @return empty if it has another form; if not, others may still have chosen it
    public static Optional<HeldItem> runningItem(String lease) {
        int end = lease.indexOf(OF_HAND_OUT);
        if (end < 0) return Optional.empty();
        return Optional.of(new HeldItem(new ItemId(lease.substring(0, end)), new HandOutId(lease.substring(end + 1))));
    }
}
