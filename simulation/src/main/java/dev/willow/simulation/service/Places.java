package dev.willow.simulation.service;

import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.table.TablePicture;
import java.util.ArrayList;
import java.util.List;

/// The places that items take up, counted by the contract's words: one for each item that is there, one more while it runs.
public final class Places {
    private Places() {}

    public static List<Lease> of(TablePicture picture) {
        List<Lease> places = new ArrayList<>();
        for (var queue : picture.queues())
            for (var channel : queue.channels()) {
                Counters counters = Counters.of(queue.name(), channel.keys());
                for (Item waiting : channel.waiting()) places.add(counters.enqueued(waiting.id()));
                for (Processing running : channel.processing()) {
                    places.add(counters.enqueued(running.item().id()));
                    places.add(counters.running(running.item().id(), running.handOut()));
                }
            }
        return places;
    }
}
