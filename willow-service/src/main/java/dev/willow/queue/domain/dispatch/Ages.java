package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Since when items wait that are next in their channels. Kept up with every change of who is next, so that nobody has to go through the
/// channels to know who has waited longest.
final class Ages {
    /// The queue of the item that has waited longest, and those of the oldest items of the other queues, by the places of these items.
    private final TreeMap<Long, Desk> oldest = new TreeMap<>();

    /// The items of one queue that are next in their channels, by their places, with the time when they came to wait.
    static final class OfDesk {
        private final TreeMap<Long, Instant> since = new TreeMap<>();

        Duration oldest(Instant now) {
            return since.isEmpty() ? Duration.ZERO : Duration.between(since.firstEntry().getValue(), now);
        }

        private long first() {
            return since.isEmpty() ? Standing.NOBODY : since.firstKey();
        }
    }

    /// Other items wait in a channel than before, or none.
    void changed(Standing standing) {
        Optional<Item> next = standing.isGone ? Optional.empty() : standing.channel.firstWaiting();
        long place = next.map(Item::place).orElse(Standing.NOBODY);
        if (place == standing.firstPlace) return;
        OfDesk ages = standing.desk.ages;
        long before = ages.first();
        if (standing.firstPlace != Standing.NOBODY) ages.since.remove(standing.firstPlace);
        next.ifPresent(item -> ages.since.put(item.place(), item.since()));
        standing.firstPlace = place;
        if (ages.first() == before) return;
        if (before != Standing.NOBODY) oldest.remove(before);
        if (!ages.since.isEmpty()) oldest.put(ages.first(), standing.desk);
    }

    /// How long the item waits that has waited longest in another queue than these.
    Duration oldestBesides(Set<String> queues, Instant now) {
        for (Map.Entry<Long, Desk> each : oldest.entrySet())
            if (!queues.contains(each.getValue().queue.name())) return each.getValue().ages.oldest(now);
        return Duration.ZERO;
    }

    void clear() {
        oldest.clear();
    }
}
