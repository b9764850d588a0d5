package dev.willow.queue.domain.table;

import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Processing;
import java.util.List;

/// Everything in a table, immutable.
///
/// @param sequence     the last place or version given
/// @param fencingToken the last one given
/// @param queues       by name
public record TablePicture(long sequence, long fencingToken, List<QueuePicture> queues) {

    /// @param channels by id
    public record QueuePicture(String name, Capacity capacity, List<ChannelPicture> channels) {}

    /// @param processing in the order of the hand-outs
    public record ChannelPicture(String id, KeyValues keys, List<Item> waiting, List<Processing> processing) {}
}
