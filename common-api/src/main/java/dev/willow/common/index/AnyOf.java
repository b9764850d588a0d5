package dev.willow.common.index;

import dev.willow.common.query.Subject;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// At least one of the terms holds.
record AnyOf(List<Term> terms) implements Term {

    @Override
    public int atMost(Postings<?> postings) {
        long sum = 0;
        for (Term term : terms) sum += term.atMost(postings);
        return (int) Math.min(sum, postings.size());
    }

    @Override
    public int cost(Postings<?> postings) {
        int cost = 0;
        for (Term term : terms) cost += term.cost(postings);
        return cost;
    }

    @Override
    public RoaringBitmap slots(Postings<?> postings) {
        RoaringBitmap union = new RoaringBitmap();
        for (Term term : terms) {
            postings.work().step();
            union.or(term.slots(postings));
        }
        return union;
    }

    @Override
    public RoaringBitmap within(RoaringBitmap candidates, Postings<?> postings) {
        if (candidates.getCardinality() <= cost(postings)) return tested(candidates, postings);
        RoaringBitmap union = new RoaringBitmap();
        for (Term term : terms) {
            postings.work().step();
            union.or(term.within(candidates, postings));
        }
        return union;
    }

    @Override
    public boolean holdsFor(Subject thing) {
        for (Term term : terms) if (term.holdsFor(thing)) return true;
        return false;
    }
}
