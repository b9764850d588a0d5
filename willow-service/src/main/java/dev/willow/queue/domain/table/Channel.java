package dev.willow.queue.domain.table;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Processing;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The items that share one set of key-values: those that wait, in their order, and those with consumers.
///
/// Changed by the table alone; everybody else reads.
public final class Channel implements Subject {
    private final String id;
    private final KeyValues keys;
    private final KeyPatterns patterns;
    private final Queue queue;
    private final Tally tally;
    private final ArrayDeque<Item> waiting = new ArrayDeque<>(1);
    private Map<ItemId, Processing> processing = Map.of(); // until there is one
    private int slot;
    private Counters counters;

    Channel(String id, KeyValues keys, Queue queue, Tally tally) {
        this.id = id;
        this.keys = keys;
        this.patterns = keys.asPatterns();
        this.queue = queue;
        this.tally = tally;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public KeyPatterns keys() {
        return patterns;
    }

    public KeyValues keyValues() {
        return keys;
    }

    public Queue queue() {
        return queue;
    }

    /// Its slot in the index of its queue.
    public int slot() {
        return slot;
    }

    /// Made when they are first needed: of the channels of a long queue, most only wait.
    public Counters counters() {
        if (counters == null) counters = Counters.of(queue.name(), keys);
        return counters;
    }

    /// The items that wait, the next one first.
    public Collection<Item> waiting() {
        return Collections.unmodifiableCollection(waiting);
    }

    public Collection<Processing> processing() {
        return Collections.unmodifiableCollection(processing.values());
    }

    public Optional<Item> firstWaiting() {
        return Optional.ofNullable(waiting.peekFirst());
    }

    /// Whether an enqueue would overwrite the last item that waits.
    public boolean wouldUpdate() {
        Item last = waiting.peekLast();
        return last != null && last.isUpdateable();
    }

    /// Whether a newer item than this one waits.
    public boolean supersedes(Item held) {
        // From the end, where the newest nearly always is. Only items that were tried before are out of order.
        for (Iterator<Item> backwards = waiting.descendingIterator(); backwards.hasNext(); )
            if (backwards.next().version() > held.version()) return true;
        return false;
    }

    public ChannelView view() {
        return new ChannelView(id, keys, waiting.size(), processing.size());
    }

    void setSlot(int given) {
        slot = given;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && processing.isEmpty();
    }

    Optional<Item> lastUpdateable() {
        return wouldUpdate() ? Optional.of(waiting.getLast()) : Optional.empty();
    }

    Optional<Processing> inProcessing(ItemId item) {
        return Optional.ofNullable(processing.get(item));
    }

    void addFirst(Item item) {
        waiting.addFirst(item);
        tally.moreWaiting(1);
    }

    void addLast(Item item) {
        waiting.addLast(item);
        tally.moreWaiting(1);
    }

    Item removeFirst() {
        tally.moreWaiting(-1);
        return waiting.removeFirst();
    }

    /// @return the one that was last and is replaced
    Item replaceLast(Item item) {
        Item replaced = waiting.removeLast();
        waiting.addLast(item);
        return replaced;
    }

    void startProcessing(Processing started) {
        if (processing.isEmpty()) processing = new LinkedHashMap<>(2);
        processing.put(started.item().id(), started);
        tally.moreProcessing(1);
    }

    void endProcessing(ItemId item) {
        processing.remove(item);
        tally.moreProcessing(-1);
    }
}
