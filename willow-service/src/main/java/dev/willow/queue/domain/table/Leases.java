package dev.willow.queue.domain.table;

import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import java.util.ArrayList;
import java.util.List;

/// Which leases stand for what.
final class Leases {
    private Leases() {}

    /// One per item that waits, two per item in processing.
    static List<Lease> of(Channel channel) {
        List<Lease> leases = new ArrayList<>(channel.waiting().size() + 2 * channel.processing().size());
        String queue = channel.queue().name();
        for (Item item : channel.waiting()) leases.add(Counters.enqueued(queue, channel.keyValues(), item.id()));
        if (channel.processing().isEmpty()) return leases;
        Counters counters = channel.counters();
        for (Processing processing : channel.processing()) {
            leases.add(counters.enqueued(processing.item().id()));
            leases.add(counters.running(processing.item().id(), processing.handOut()));
        }
        return leases;
    }

    /// The place that an item is let in under.
    static Lease place(Enqueue enqueue) {
        return Counters.enqueued(enqueue.queue(), enqueue.channel(), enqueue.item());
    }

    static Lease of(String queue, Pick pick) {
        return Counters.of(queue, pick.channel()).running(pick.item(), pick.handOut());
    }
}
