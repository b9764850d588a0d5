package dev.willow.engine.writer;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers what is to be written into entries. While two are on their way the next one grows, so that the busier it
/// gets, the more commands share one sync of the disk.
final class Gatherer<C extends Command, E extends Event> {
    /// One being synced and one right behind it; more would only make each smaller.
    private static final int MOST_IN_FLIGHT = 2;

    private final int mostBytes;
    private final Load load;
    private final ArrayDeque<Pending<C, E>> waiting = new ArrayDeque<>();
    private final ArrayDeque<Batch<C, E>> inFlight = new ArrayDeque<>();
    private long epoch;
    private long lastSequence;

    Gatherer(int mostBytes, Load load) {
        this.mostBytes = mostBytes;
        this.load = load;
    }

    /// An entry on its way.
    record Batch<C extends Command, E extends Event>(Entry.Header header, List<Pending<C, E>> items) {}

    /// Begins the epoch of a new leadership. The entry that says so has the sequence 0.
    void begin(long newEpoch) {
        epoch = newEpoch;
        lastSequence = 0;
    }

    void add(Pending<C, E> item) {
        load.add(item.size());
        waiting.add(item);
    }

    boolean canShip() {
        return inFlight.size() < MOST_IN_FLIGHT && !waiting.isEmpty();
    }

    /// Seals the next entry.
    byte[] ship(Instant stamp) {
        List<Pending<C, E>> items = new ArrayList<>();
        List<Entry.Item> written = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && (items.isEmpty() || bytes + waiting.peek().size() <= mostBytes)) {
            Pending<C, E> item = waiting.remove();
            items.add(item);
            item.written().ifPresent(written::add);
            bytes += item.size();
        }
        var header = new Entry.Header(epoch, ++lastSequence, stamp);
        inFlight.add(new Batch<>(header, items));
        return EntryFormat.write(new Entry(header, written));
    }

    /// The entry as it was sealed here, if it was. It is on its way no longer.
    Optional<Batch<C, E>> arrived(Entry.Header header) {
        Batch<C, E> oldest = inFlight.peek();
        if (oldest == null || !oldest.header.equals(header)) return Optional.empty();
        inFlight.remove();
        for (Pending<C, E> item : oldest.items) load.remove(item.size());
        return Optional.of(oldest);
    }

    /// Gives up on everything that waits or is on its way.
    void fail(RuntimeException reason) {
        List<Pending<C, E>> all = new ArrayList<>();
        for (Batch<C, E> batch : inFlight) all.addAll(batch.items);
        all.addAll(waiting);
        inFlight.clear();
        waiting.clear();
        for (Pending<C, E> item : all) {
            load.remove(item.size());
            item.fail(reason);
        }
    }
}
