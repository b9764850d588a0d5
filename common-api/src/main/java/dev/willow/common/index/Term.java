package dev.willow.common.index;

import dev.willow.common.query.Condition;
import dev.willow.common.query.Subject;
import java.util.Set;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// A part of a query, as it is asked of [Postings]: for all slots that meet it, for those among some candidates, or for one thing.
///
/// A term holds no answers, so it stays right while the index changes. The bitmaps that it answers may be the index's own: they
/// are never changed.
sealed interface Term permits AllOf, AnyOf, Term.Everything, Term.Ids, Term.Sizes, Term.Carrying, Term.NotCarrying {
    /// No more slots than this meet the term: what decides which term of several is taken first.
    int atMost(Postings<?> postings);

    /// What finding the slots costs, in tests of one thing. If there are fewer candidates, they are tested instead.
    int cost(Postings<?> postings);

    RoaringBitmap slots(Postings<?> postings);

    boolean holdsFor(Subject thing);

    /// The candidates that meet the term.
    default RoaringBitmap within(RoaringBitmap candidates, Postings<?> postings) {
        if (candidates.getCardinality() <= cost(postings)) return tested(candidates, postings);
        postings.work().step();
        return RoaringBitmap.and(candidates, slots(postings));
    }

    /// The candidates that meet the term, found by asking each: for when they are few.
    default RoaringBitmap tested(RoaringBitmap candidates, Postings<?> postings) {
        RoaringBitmap found = new RoaringBitmap();
        candidates.forEach((IntConsumer) slot -> {
            postings.work().step();
            if (holdsFor(postings.at(slot))) found.add(slot);
        });
        return found;
    }

    /// Met by everything.
    record Everything() implements Term {
        @Override
        public int atMost(Postings<?> postings) {
            return postings.size();
        }

        @Override
        public int cost(Postings<?> postings) {
            return 0;
        }

        @Override
        public RoaringBitmap slots(Postings<?> postings) {
            return postings.used();
        }

        @Override
        public RoaringBitmap within(RoaringBitmap candidates, Postings<?> postings) {
            return candidates;
        }

        @Override
        public boolean holdsFor(Subject thing) {
            return true;
        }
    }

    /// One of these ids.
    record Ids(Set<String> ids) implements Term {
        @Override
        public int atMost(Postings<?> postings) {
            return ids.size();
        }

        @Override
        public int cost(Postings<?> postings) {
            return ids.size() * 8;
        }

        @Override
        public RoaringBitmap slots(Postings<?> postings) {
            RoaringBitmap found = new RoaringBitmap();
            for (String id : ids) {
                int slot = postings.slotOf(id);
                if (slot >= 0) found.add(slot);
            }
            return found;
        }

        @Override
        public boolean holdsFor(Subject thing) {
            return ids.contains(thing.id());
        }
    }

    /// At least `min` and at most `max` key-values.
    record Sizes(int min, int max) implements Term {
        @Override
        public int atMost(Postings<?> postings) {
            int sum = 0;
            for (int size = Math.max(0, min); size <= max && size < postings.sizes(); size++)
                sum += postings.ofSize(size).getCardinality();
            return sum;
        }

        @Override
        public int cost(Postings<?> postings) {
            return postings.sizes() * 2;
        }

        @Override
        public RoaringBitmap slots(Postings<?> postings) {
            RoaringBitmap found = new RoaringBitmap();
            for (int size = Math.max(0, min); size <= max && size < postings.sizes(); size++) {
                postings.work().step();
                found.or(postings.ofSize(size));
            }
            return found;
        }

        @Override
        public boolean holdsFor(Subject thing) {
            return thing.keys().size() >= min && thing.keys().size() <= max;
        }
    }

    /// Carries under a key what the condition asks for; any comparison but `!=`.
    record Carrying(String key, Condition condition, Wanted wanted) implements Term {
        @Override
        public int atMost(Postings<?> postings) {
            return postings.key(key).atMost(wanted);
        }

        @Override
        public int cost(Postings<?> postings) {
            return costOf(wanted);
        }

        @Override
        public RoaringBitmap slots(Postings<?> postings) {
            return postings.key(key).slots(wanted);
        }

        @Override
        public boolean holdsFor(Subject thing) {
            return condition.holdsFor(thing.keys().get(key));
        }
    }

    /// Does not carry under a key what the condition, a `!=`, excludes.
    record NotCarrying(String key, Condition condition, Wanted excluded) implements Term {
        @Override
        public int atMost(Postings<?> postings) {
            // An "at most" of what is excluded tells nothing; only a count does.
            return postings.size() - (excluded.isCounted() ? postings.key(key).atMost(excluded) : 0);
        }

        @Override
        public int cost(Postings<?> postings) {
            return costOf(excluded);
        }

        @Override
        public RoaringBitmap slots(Postings<?> postings) {
            return RoaringBitmap.andNot(postings.used(), postings.key(key).slots(excluded));
        }

        @Override
        public RoaringBitmap within(RoaringBitmap candidates, Postings<?> postings) {
            if (candidates.getCardinality() <= cost(postings)) return tested(candidates, postings);
            postings.work().step();
            return RoaringBitmap.andNot(candidates, postings.key(key).slots(excluded));
        }

        @Override
        public boolean holdsFor(Subject thing) {
            return condition.holdsFor(thing.keys().get(key));
        }
    }

    private static int costOf(Wanted wanted) {
        return wanted.isCounted() ? 16 : 128;
    }
}
