package dev.willow.queue.domain.dispatch;

import dev.willow.common.index.CompiledQuery;
import dev.willow.common.index.SlotSet;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.table.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Channels of one queue that could be served, in the orders that the strategies ask for.
final class Roster {
    private static final int TRIES_AT_RANDOM = 16;
    private static final int REMEMBERED_PRIORITIES = 4;

    /// What priority goes by: higher values first, then those without one; and among equals the oldest.
    private record Precedence(Optional<Value> value, long place) implements Comparable<Precedence> {
        static Precedence of(Standing standing, String key) {
            return new Precedence(Optional.ofNullable(standing.channel.keyValues().get(key)), standing.rosterPlace);
        }

        @Override
        public int compareTo(Precedence other) {
            if (value.isPresent() && other.value.isPresent()) {
                int descending = other.value.get().compareTo(value.get());
                return descending != 0 ? descending : Long.compare(place, other.place);
            }
            return value.isEmpty() && other.value.isEmpty() ? Long.compare(place, other.place) : value.isPresent() ? -1 : 1;
        }
    }

    private final Desk desk;
    private final ParkedGroup group;
    private final SlotSet slots = new SlotSet();
    private final Ranking<Long> byTurn = new Ranking<>(standing -> standing.rosterTurn);
    private final Ranking<Long> byPlace = new Ranking<>(standing -> standing.rosterPlace);

    /// By the keys that priority was lately asked for.
    private final Map<String, Ranking<Precedence>> byPriority = new LinkedHashMap<>(2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ranking<Precedence>> eldest) {
            return size() > REMEMBERED_PRIORITIES;
        }
    };

    /// @param group that all of them are parked under, or null for those that are ready
    Roster(Desk desk, ParkedGroup group) {
        this.desk = desk;
        this.group = group;
    }

    Desk desk() {
        return desk;
    }

    /// @param place of its next item
    void add(Standing standing, long place) {
        standing.rosterTurn = standing.turn;
        standing.rosterPlace = place;
        standing.roster = this;
        slots.add(standing.slot);
        byTurn.add(standing);
        byPlace.add(standing);
        for (Ranking<Precedence> ranking : byPriority.values()) ranking.add(standing);
    }

    void remove(Standing standing) {
        slots.remove(standing.slot);
        byTurn.remove(standing);
        byPlace.remove(standing);
        for (Ranking<Precedence> ranking : byPriority.values()) ranking.remove(standing);
        standing.roster = null;
        if (group != null && isEmpty()) group.forget(this);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return byTurn.size();
    }

    /// Those that have waited longest for their turn first.
    Iterable<Standing> inTurn() {
        return byTurn.inOrder();
    }

    /// All that match, in no particular order.
    List<Standing> matching(CompiledQuery<Channel> query) {
        List<Standing> found = new ArrayList<>();
        slotsOf(query).forEach(slot -> found.add(desk.at(slot)));
        return found;
    }

    /// The channel that the strategy serves next among those that match, or null.
    Standing pick(CompiledQuery<Channel> query, Strategy strategy) {
        if (isEmpty()) return null;
        return switch (strategy) {
            case Strategy.RoundRobin() -> byTurn.first(query, slots, desk);
            case Strategy.Oldest() -> byPlace.first(query, slots, desk);
            case Strategy.Random(long dice) -> any(query, dice);
            case Strategy.Priority(String key) -> byPriority(key).first(query, slots, desk);
        };
    }

    /// The slots of those that match.
    SlotSet slotsOf(CompiledQuery<Channel> query) {
        return query.within(slots);
    }

    /// The order in which a strategy prefers channels; random has none.
    static Comparator<Standing> orderOf(Strategy strategy) {
        return switch (strategy) {
            case Strategy.RoundRobin() -> Comparator.comparingLong(standing -> standing.rosterTurn);
            case Strategy.Oldest(), Strategy.Random _ -> Comparator.comparingLong(standing -> standing.rosterPlace);
            case Strategy.Priority(String key) -> Comparator.comparing(standing -> Precedence.of(standing, key));
        };
    }

    private Ranking<Precedence> byPriority(String key) {
        return byPriority.computeIfAbsent(key, _ -> {
            Ranking<Precedence> ranking = new Ranking<>(standing -> Precedence.of(standing, key));
            byTurn.inOrder().forEach(ranking::add);
            return ranking;
        });
    }

    /// Throws the dice again while what they fall on does not match; that gives each that does the same chance.
    private Standing any(CompiledQuery<Channel> query, long dice) {
        long thrown = dice;
        for (int tries = 0; tries < TRIES_AT_RANDOM; tries++) {
            Standing candidate = desk.at(slots.nth((int) Math.floorMod(thrown, (long) size())));
            if (query.matches(candidate.channel)) return candidate;
            thrown = mixed(thrown + tries);
        }
        SlotSet candidates = slotsOf(query);
        return candidates.isEmpty() ? null : desk.at(candidates.nth((int) Math.floorMod(thrown, (long) candidates.size())));
    }

    /// How many channels were looked at so far, for tests.
    long steps() {
        long steps = byTurn.steps() + byPlace.steps();
        for (Ranking<Precedence> ranking : byPriority.values()) steps += ranking.steps();
        return steps;
    }

    /// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014: the finalizer.
    private static long mixed(long bits) {
        long once = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
