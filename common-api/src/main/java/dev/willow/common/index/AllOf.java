package dev.willow.common.index;

import dev.willow.common.query.Subject;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// All terms hold. The most selective one is looked up, the others only narrow what it found.
///
/// @param terms at least one
record AllOf(List<Term> terms) implements Term {

    @Override
    public int atMost(Postings<?> postings) {
        int least = Integer.MAX_VALUE;
        for (Term term : terms) least = Math.min(least, term.atMost(postings));
        return least;
    }

    @Override
    public int cost(Postings<?> postings) {
        int cost = 0;
        for (Term term : terms) cost += term.cost(postings);
        return cost;
    }

    @Override
    public RoaringBitmap slots(Postings<?> postings) {
        Term[] sorted = mostSelectiveFirst(postings);
        return narrowed(sorted[0].slots(postings), sorted, 1, postings);
    }

    @Override
    public RoaringBitmap within(RoaringBitmap candidates, Postings<?> postings) {
        return narrowed(candidates, mostSelectiveFirst(postings), 0, postings);
    }

    private static RoaringBitmap narrowed(RoaringBitmap candidates, Term[] sorted, int from, Postings<?> postings) {
        RoaringBitmap left = candidates;
        for (int i = from; i < sorted.length && !left.isEmpty(); i++) left = sorted[i].within(left, postings);
        return left;
    }

    private Term[] mostSelectiveFirst(Postings<?> postings) {
        Term[] sorted = terms.toArray(Term[]::new);
        int[] atMost = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            Term term = sorted[i];
            int bound = term.atMost(postings);
            int at = i;
            for (; at > 0 && atMost[at - 1] > bound; at--) {
                atMost[at] = atMost[at - 1];
                sorted[at] = sorted[at - 1];
            }
            atMost[at] = bound;
            sorted[at] = term;
        }
        return sorted;
    }

    @Override
    public boolean holdsFor(Subject thing) {
        for (Term term : terms) if (!term.holdsFor(thing)) return false;
        return true;
    }
}
