package dev.willow.queue.domain.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// When things fall due. Putting one off costs no more than a map entry: the queue keeps the early date and finds out
/// when it comes.
final class Deadlines<K> {
    private record Entry<K>(Instant at, K key) {}

    /// @param due    when it really falls due
    /// @param queued the earliest entry of the queue that stands for it; not after `due`
    private record Date(Instant due, Instant queued) {}

    private final Map<K, Date> dates = new HashMap<>();
    private final PriorityQueue<Entry<K>> queue = new PriorityQueue<>(Comparator.comparing(Entry::at));

    void set(K key, Instant due) {
        Date old = dates.get(key);
        if (old != null && !old.queued.isAfter(due)) {
            dates.put(key, new Date(due, old.queued));
        } else {
            dates.put(key, new Date(due, due));
            queue.add(new Entry<>(due, key));
        }
    }

    /// @return whether it was here
    boolean remove(K key) {
        return dates.remove(key) != null;
    }

    boolean has(K key) {
        return dates.containsKey(key);
    }

    /// When to look again; may be too early for what was put off.
    Optional<Instant> next() {
        dropLeftOvers();
        return Optional.ofNullable(queue.peek()).map(Entry::at);
    }

    /// Takes out what is due now.
    List<K> takeDue(Instant now) {
        List<K> due = new ArrayList<>();
        for (Entry<K> first = queue.peek(); first != null && !first.at.isAfter(now); first = queue.peek()) {
            queue.poll();
            Date date = dates.get(first.key);
            if (date == null || !date.queued.equals(first.at)) continue;
            if (date.due.isAfter(now)) {
                dates.put(first.key, new Date(date.due, date.due));
                queue.add(new Entry<>(date.due, first.key));
            } else {
                dates.remove(first.key);
                due.add(first.key);
            }
        }
        return due;
    }

    /// The earlier of two, if there are any.
    static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
        return one.get().isBefore(other.get()) ? one : other;
    }

    void clear() {
        dates.clear();
        queue.clear();
    }

    private void dropLeftOvers() {
        for (Entry<K> first = queue.peek(); first != null; first = queue.peek()) {
            Date date = dates.get(first.key);
            if (date != null && date.queued.equals(first.at)) return;
            queue.poll();
        }
    }
}
