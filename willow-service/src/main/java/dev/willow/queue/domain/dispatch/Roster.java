package dev.willow.queue.domain.dispatch;

import dev.willow.common.index.CompiledQuery;
import dev.willow.common.index.SlotSet;
import dev.willow.common.values.ValuePattern;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.table.Channel;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeMap;

/// Channels of one queue that could be served, in the orders that the strategies ask for.
final class Roster {
    private final Desk desk;
    private final ParkedGroup group;
    private final SlotSet slots = new SlotSet();
    private final TreeMap<Long, Standing> byTurn = new TreeMap<>();
    private final TreeMap<Long, Standing> byPlace = new TreeMap<>();

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
        slots.add(standing.slot);
        byTurn.put(standing.turn, standing);
        byPlace.put(place, standing);
        standing.rosterTurn = standing.turn;
        standing.rosterPlace = place;
        standing.roster = this;
    }

    void remove(Standing standing) {
        slots.remove(standing.slot);
        byTurn.remove(standing.rosterTurn);
        byPlace.remove(standing.rosterPlace);
        standing.roster = null;
        if (group != null && isEmpty()) group.forget(this);
    }

    boolean isEmpty() {
        return byTurn.isEmpty();
    }

    int size() {
        return byTurn.size();
    }

    /// Those that have waited longest for their turn first.
    Iterable<Standing> inTurn() {
        return byTurn.values();
    }

    /// The channel that the strategy serves next among those that match, or null.
    Standing pick(CompiledQuery<Channel> query, Strategy strategy) {
        if (slots.isEmpty()) return null;
        SlotSet candidates = query.within(slots);
        if (candidates.isEmpty()) return null;
        return switch (strategy) {
            case Strategy.RoundRobin() -> first(byTurn, candidates, orderOf(strategy));
            case Strategy.Oldest() -> first(byPlace, candidates, orderOf(strategy));
            case Strategy.Random(long dice) -> nth(candidates, (int) Math.floorMod(dice, (long) candidates.size()));
            case Strategy.Priority _ -> least(candidates, orderOf(strategy));
        };
    }

    /// The order in which a strategy prefers channels; random has none.
    static Comparator<Standing> orderOf(Strategy strategy) {
        Comparator<Standing> byPlace = Comparator.comparingLong(standing -> standing.rosterPlace);
        return switch (strategy) {
            case Strategy.RoundRobin() -> Comparator.comparingLong(standing -> standing.rosterTurn);
            case Strategy.Oldest(), Strategy.Random _ -> byPlace;
            case Strategy.Priority(String key) -> Comparator
                    .<Standing, Boolean>comparing(standing -> !standing.channel.keyValues().hasKey(key))
                    .thenComparing((one, other) ->
                            compareDescending(one.channel.keys().get(key), other.channel.keys().get(key)))
                    .thenComparing(byPlace);
        };
    }

    private static int compareDescending(ValuePattern one, ValuePattern other) {
        return one instanceof ValuePattern.Exactly(var left) && other instanceof ValuePattern.Exactly(var right)
                ? right.compareTo(left) : 0;
    }

    /// Walks the order from its beginning and the candidates beside it, whichever ends first: when most channels match, the
    /// first of the order is one, and when few do, they are soon looked through.
    private Standing first(TreeMap<Long, Standing> ordered, SlotSet candidates, Comparator<Standing> order) {
        Iterator<Standing> ahead = ordered.values().iterator();
        Standing best = null;
        for (int slot = candidates.next(0); slot >= 0; slot = candidates.next(slot + 1)) {
            Standing earliest = ahead.next();
            if (candidates.contains(earliest.slot)) return earliest;
            Standing candidate = desk.at(slot);
            if (best == null || order.compare(candidate, best) < 0) best = candidate;
        }
        return best;
    }

    private Standing least(SlotSet candidates, Comparator<Standing> order) {
        Standing best = null;
        for (int slot = candidates.next(0); slot >= 0; slot = candidates.next(slot + 1)) {
            Standing candidate = desk.at(slot);
            if (best == null || order.compare(candidate, best) < 0) best = candidate;
        }
        return best;
    }

    private Standing nth(SlotSet candidates, int n) {
        int slot = candidates.next(0);
        for (int skipped = 0; skipped < n; skipped++) slot = candidates.next(slot + 1);
        return desk.at(slot);
    }
}
