package dev.willow.simulation.model;

import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.queue.domain.table.TablePicture.ChannelPicture;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The items in a picture, by their bytes, and those with consumers, by their hand-outs.
record ItemsThere(Map<String, Spot> all, Map<HandOutId, Processing> running, boolean isAnyTwice) {
    static final ItemsThere NONE = new ItemsThere(Map.of(), Map.of(), false);

    /// Where an item is.
    ///
    /// @param running if a consumer has it
    record Spot(ChannelPicture channel, Item item, Optional<Processing> running) {
        boolean isLastWaiting() {
            return running.isEmpty() && channel.waiting().getLast().id().equals(item.id());
        }
    }

    static ItemsThere in(TablePicture picture) {
        Map<String, Spot> all = new LinkedHashMap<>();
        Map<HandOutId, Processing> running = new LinkedHashMap<>();
        int count = 0;
        for (var queue : picture.queues())
            for (ChannelPicture channel : queue.channels()) {
                count += channel.waiting().size() + channel.processing().size();
                for (Item waiting : channel.waiting()) all.put(nameOf(waiting.payload()), new Spot(channel, waiting, Optional.empty()));
                for (Processing each : channel.processing()) {
                    all.put(nameOf(each.item().payload()), new Spot(channel, each.item(), Optional.of(each)));
                    running.put(each.handOut(), each);
                }
            }
        return new ItemsThere(all, running, count != all.size());
    }

    static String nameOf(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
