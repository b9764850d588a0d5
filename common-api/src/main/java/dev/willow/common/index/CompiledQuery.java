package dev.willow.common.index;

import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import org.roaringbitmap.RoaringBitmap;

/// A query prepared once for a [KeyValuesIndex], to be asked many times: of everything, of a set of slots, or of one thing.
/// It holds no answers, only how to find them, so it is always up to date.
public final class CompiledQuery<T extends Subject> {
    /// So many candidates are asked one by one before any set is made: with a broad query the first of them is often it.
    private static final int FIRST_TRIES = 8;

    private final Postings<T> postings;
    private final Query query;
    private final Term term;

    CompiledQuery(Postings<T> postings, Query query) {
        this.postings = postings;
        this.query = query;
        this.term = QueryTerms.of(query);
    }

    public Query query() {
        return query;
    }

    /// Whether the query matches this thing, which need not be in the index.
    public boolean matches(Subject thing) {
        return term.holdsFor(thing);
    }

    /// No more things than this match, as far as is known without looking for them.
    public int atMost() {
        return term.atMost(postings);
    }

    /// The slots of all things that match, as a set of the caller's own.
    public SlotSet slots() {
        return new SlotSet(term.slots(postings).clone());
    }

    /// Those of the candidates that match, as a set of the caller's own. The candidates are not changed.
    ///
    /// @param candidates slots that are in use
    public SlotSet within(SlotSet candidates) {
        RoaringBitmap found = term.within(candidates.bits, postings);
        return new SlotSet(found == candidates.bits ? found.clone() : found);
    }

    /// The first candidate at or after `from` that matches, in slot order, or -1.
    ///
    /// @param candidates slots that are in use
    public int next(SlotSet candidates, int from) {
        return next(candidates, from, false);
    }

    /// As [#next], but after the last slot it goes on from the first: who passes one more than the last answer each time gives
    /// every candidate its turn (round-robin). That holds for things that stay; one that is removed and added again may get a slot
    /// that comes up sooner.
    public int nextAround(SlotSet candidates, int from) {
        return next(candidates, from, true);
    }

    private int next(SlotSet candidates, int from, boolean around) {
        int slot = candidates.next(from);
        for (int tries = 0; slot >= 0 && tries < FIRST_TRIES; tries++) {
            postings.work().step();
            if (term.holdsFor(postings.at(slot))) return slot;
            slot = candidates.next(slot + 1);
        }
        if (slot < 0 && !around) return -1;
        RoaringBitmap found = term.within(candidates.bits, postings);
        int ahead = slot < 0 ? -1 : (int) found.nextValue(slot);
        return ahead >= 0 || !around || found.isEmpty() ? ahead : found.first();
    }
}
