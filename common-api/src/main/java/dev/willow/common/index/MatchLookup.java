package dev.willow.common.index;

import dev.willow.common.query.Match;
import dev.willow.common.values.Utf8Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Finds what a [Match] finds: the things all of whose pairs are admitted.
///
/// For each given key the slots that carry an admitted value are one look-up. A thing is found when it is in that set for *every*
/// key that it carries. All things with the same keys share that question, so for each group of [KeySets] whose keys are all given
/// the answer is one intersection, begun with its smallest set. Given keys under which nothing is admitted are left out at
/// the start: no group that has them can be found.
final class MatchLookup {
    /// Up to so many candidates are asked one by one, which is then cheaper than intersecting further bitmaps.
    private static final int FEW = 16;

    private final Postings<?> postings;
    private final Match match;
    private final List<String> keys;
    private final RoaringBitmap[] admitted;
    private final int[] sizes;
    private final RoaringBitmap found = new RoaringBitmap();

    private MatchLookup(Postings<?> postings, Match match) {
        this.postings = postings;
        this.match = match;
        this.keys = new ArrayList<>(match.given().size());
        String[] given = match.given().keySet().toArray(String[]::new);
        Arrays.sort(given, Utf8Order.COMPARATOR);
        this.admitted = new RoaringBitmap[given.length];
        this.sizes = new int[given.length];
        for (String key : given) {
            RoaringBitmap slots = postings.key(key).slots(Wanted.by(match.given().get(key)));
            if (slots.isEmpty()) continue;
            admitted[keys.size()] = slots;
            sizes[keys.size()] = slots.getCardinality();
            keys.add(key);
        }
    }

    static RoaringBitmap slots(Postings<?> postings, Match match) {
        MatchLookup lookup = new MatchLookup(postings, match);
        postings.keySets().subsetsOf(lookup.keys, match.minKeys().orElse(0), match.maxKeys().orElse(Integer.MAX_VALUE),
                postings.work(), lookup::collect);
        return lookup.found;
    }

    private void collect(RoaringBitmap group, int[] path, int depth) {
        RoaringBitmap candidates = group;
        int smallest = group.getCardinality();
        for (int i = 0; i < depth; i++) {
            if (sizes[path[i]] >= smallest) continue;
            candidates = admitted[path[i]];
            smallest = sizes[path[i]];
        }
        if (smallest <= FEW) {
            askEach(candidates);
            return;
        }
        // The group itself is the last to be intersected with: what carries its keys mostly belongs to it.
        RoaringBitmap left = candidates;
        for (int i = 0; i <= depth && !left.isEmpty(); i++) {
            RoaringBitmap next = i < depth ? admitted[path[i]] : group;
            if (next == candidates) continue;
            if (left != candidates && left.getCardinality() <= FEW) {
                askEach(left);
                return;
            }
            postings.work().step();
            left = RoaringBitmap.and(left, next);
        }
        found.or(left);
    }

    /// Candidates of other groups do no harm here: who is found, is found.
    private void askEach(RoaringBitmap candidates) {
        candidates.forEach((IntConsumer) slot -> {
            postings.work().step();
            if (match.finds(postings.at(slot))) found.add(slot);
        });
    }
}
