package dev.willow.common.index;

import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;

/// A query prepared once for a [KeyValuesIndex], to be asked many times: of everything, of a set of slots, or of one thing.
/// It holds no answers, only how to find them, so it is always up to date.
public final class CompiledQuery<T extends Subject> {
    private final KeyValuesIndex<T> index;
    private final Query query;

    CompiledQuery(KeyValuesIndex<T> index, Query query) {
        this.index = index;
        this.query = query;
    }

    public Query query() {
        return query;
    }

    /// Whether the query matches this thing, which need not be in the index.
    public boolean matches(Subject thing) {
        return query.matches(thing);
    }

    /// The slots of all things that match.
    public SlotSet slots() {
        SlotSet found = new SlotSet();
        for (T thing : index.query(query)) found.add(index.slotOf(thing.id()));
        return found;
    }

    /// Those of the candidates that match. The candidates are not changed.
    ///
    /// @param candidates slots that are in use
    public SlotSet within(SlotSet candidates) {
        SlotSet found = new SlotSet();
        candidates.forEach(slot -> { if (matches(index.at(slot))) found.add(slot); });
        return found;
    }

    /// The first candidate at or after `from` that matches, in slot order, or -1.
    ///
    /// @param candidates slots that are in use
    public int next(SlotSet candidates, int from) {
        for (int slot = candidates.next(from); slot >= 0; slot = candidates.next(slot + 1))
            if (matches(index.at(slot))) return slot;
        return -1;
    }

    /// As [#next], but after the last slot it goes on from the first: who passes one more than the last answer
    /// each time gives every candidate its turn (round-robin).
    public int nextAround(SlotSet candidates, int from) {
        int ahead = next(candidates, from);
        return ahead >= 0 || from == 0 ? ahead : next(candidates, 0);
    }
}
