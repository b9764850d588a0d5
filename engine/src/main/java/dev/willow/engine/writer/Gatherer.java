package dev.willow.engine.writer;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Gathers what is to be written into entries. While one is on its way the next one grows, so that the busier it gets, the
/// more commands share one sync of the disk.
///
/// Callers who were just answered mostly come back at once. So an entry waits for as many commands as the last one answered
/// callers, beside what is there already, though no longer than that one took: then all callers share one sync, where
/// otherwise two halves of them would take turns at twice as many. Where most of them did not come back, as those do not who
/// go on to another service, the next entries do not wait, and then one tries again. A lone caller never waits. (PostgreSQL's
/// `commit_delay` does alike, with a time and a number that somebody has to set.)
///
/// What nobody waits for goes along with what somebody does, in its order, or after a while by itself.
final class Gatherer<C extends Command, E extends Event> {
    /// Nobody is kept waiting longer than this for others.
    private static final long MOST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);
    /// What takes less to write is not worth waiting for, such as in memory.
    private static final long LEAST_PATIENCE = TimeUnit.MICROSECONDS.toNanos(50);
    /// What nobody waits for is written after this long, or with the next entry if that goes earlier.
    private static final long AT_LEISURE = TimeUnit.MILLISECONDS.toNanos(20);
    /// Entries that do not wait after one that waited in vain.
    private static final int NOT_WAITING = 15;

    private final int mostBytes;
    private final Load load;
    private final ArrayDeque<Pending<C, E>> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;
    private Batch<C, E> inFlight;
    private long epoch;
    private long lastSequence;
    /// How many of those that wait somebody waits for, and when the others are to go at the latest.
    private int urgent;
    private long leisureEnds;
    /// How many commands the next entry waits for, and until when.
    private int expected;
    private long patienceEnds;
    /// How many would be there although none of the callers came back that were answered.
    private int thereAnyway;
    private int notWaiting;

    /// @param nanos a clock that always runs, as it measures how long the disk takes
    Gatherer(int mostBytes, Load load, LongSupplier nanos) {
        this.mostBytes = mostBytes;
        this.load = load;
        this.nanos = nanos;
        this.patienceEnds = nanos.getAsLong();
    }

    /// An entry on its way.
    record Batch<C extends Command, E extends Event>(Entry.Header header, List<Pending<C, E>> items, long shippedAt) {}

    /// For how many nanoseconds it has been on its way.
    long age(Batch<C, E> batch) {
        return nanos.getAsLong() - batch.shippedAt;
    }

    /// Begins the epoch of a new leadership. The entry that says so has the sequence 0.
    void begin(long newEpoch) {
        epoch = newEpoch;
        lastSequence = 0;
    }

    void add(Pending<C, E> item) {
        load.add(item.size());
        if (item.isUrgent()) urgent++;
        else if (urgent == waiting.size()) leisureEnds = nanos.getAsLong() + AT_LEISURE;
        waiting.add(item);
    }

    /// Whether nothing waits to be written, and nothing is on its way.
    boolean isEmpty() {
        return inFlight == null && waiting.isEmpty();
    }

    boolean canShip() {
        return inFlight == null && !waiting.isEmpty() && (urgent > 0 && urgent >= expected || patienceLeft() <= 0);
    }

    /// In how many nanoseconds there will be an entry to ship although nothing else happens; empty if there is none.
    OptionalLong untilShip() {
        return inFlight != null || waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(patienceLeft());
    }

    private long patienceLeft() {
        return (urgent > 0 ? patienceEnds : leisureEnds) - nanos.getAsLong();
    }

    /// Seals the next entry.
    byte[] ship(Instant stamp) {
        learn();
        List<Pending<C, E>> items = new ArrayList<>();
        List<Entry.Item> written = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && (items.isEmpty() || bytes + waiting.peek().size() <= mostBytes)) {
            Pending<C, E> item = waiting.remove();
            items.add(item);
            if (item.isUrgent()) urgent--;
            item.written().ifPresent(written::add);
            bytes += item.size();
        }
        var header = new Entry.Header(epoch, ++lastSequence, stamp);
        inFlight = new Batch<>(header, items, nanos.getAsLong());
        return EntryFormat.write(new Entry(header, written));
    }

    /// Whether waiting was of use, or would have been.
    private void learn() {
        if (notWaiting > 0) notWaiting--;
        else if (2 * (urgent - thereAnyway) < expected - thereAnyway) notWaiting = NOT_WAITING;
    }

    /// The entry as it was sealed here, if it was. It is on its way no longer.
    Optional<Batch<C, E>> arrived(Entry.Header header) {
        Batch<C, E> arrived = inFlight;
        if (arrived == null || !arrived.header.equals(header)) return Optional.empty();
        inFlight = null;
        for (Pending<C, E> item : arrived.items) load.remove(item.size());
        return Optional.of(arrived);
    }

    /// The entry was applied.
    ///
    /// @param answered callers that have their answers by it
    void applied(Batch<C, E> arrived, int answered) {
        long now = nanos.getAsLong();
        long took = now - arrived.shippedAt;
        thereAnyway = urgent;
        expected = thereAnyway + answered;
        patienceEnds = took < LEAST_PATIENCE || notWaiting > 0 ? now : now + Math.min(took, MOST_PATIENCE);
    }

    /// Gives up on everything that waits or is on its way.
    void fail(RuntimeException reason) {
        List<Pending<C, E>> all = new ArrayList<>();
        if (inFlight != null) all.addAll(inFlight.items);
        all.addAll(waiting);
        inFlight = null;
        waiting.clear();
        urgent = 0;
        for (Pending<C, E> item : all) {
            load.remove(item.size());
            item.fail(reason);
        }
    }
}
