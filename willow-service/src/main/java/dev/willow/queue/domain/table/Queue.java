package dev.willow.queue.domain.table;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.QueueView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A queue with its channels. Changed by the table alone; everybody else reads.
public final class Queue {
    private final String name;
    private Capacity capacity;
    private final Map<KeyValues, Channel> byKeys = new LinkedHashMap<>();
    private final KeyValuesIndex<Channel> index = new KeyValuesIndex<>();
    private final Tally tally;

    /// @param all counts all queues
    Queue(String name, Capacity capacity, Tally all) {
        this.name = name;
        this.tally = new Tally(all);
        this.capacity = capacity;
    }

    public String name() {
        return name;
    }

    public Capacity capacity() {
        return capacity;
    }

    public Optional<Channel> channel(KeyValues keys) {
        return Optional.ofNullable(byKeys.get(keys));
    }

    /// Its channels, for look-ups only.
    public KeyValuesIndex<Channel> index() {
        return index;
    }

    /// All channels, the oldest first.
    public Iterable<Channel> channels() {
        return byKeys.values();
    }

    public QueueView view() {
        return new QueueView(name, capacity, byKeys.size(), tally.waiting(), tally.processing(), 0);
    }

    void setCapacity(Capacity wanted) {
        capacity = wanted;
    }

    /// @param id the channel's, if it is made now
    Channel channelOrNew(KeyValues keys, String id, TableWatcher watcher) {
        Channel there = byKeys.get(keys);
        if (there != null) return there;
        Channel made = new Channel(id, keys, this, tally);
        byKeys.put(keys, made);
        tally.moreChannels(1);
        made.setSlot(index.add(made));
        watcher.channelMade(made);
        return made;
    }

    void forget(Channel channel) {
        byKeys.remove(channel.keyValues());
        index.remove(channel.id());
        tally.moreChannels(-1);
        tally.moreWaiting(-channel.waiting().size());
        tally.moreProcessing(-channel.processing().size());
    }
}
