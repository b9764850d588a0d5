package dev.willow.common.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.RandomSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// Plays random steps on a tree and on a [TreeMap], and checks the tree's invariants after each.
class BTreeTest {
    private static final int STEPS = 35_000;
    private static final int KEYS = 300;

    private final RandomSource random = RandomSource.announcedFor(getClass());
    private final TreeMap<Integer, RoaringBitmap> model = new TreeMap<>();
    private BTree<Integer, RoaringBitmap> tree;
    private int nextSlot;

    /// The narrowest nodes there may be, an odd number of entries, and what the index uses.
    @ParameterizedTest
    @ValueSource(ints = {4, 7, BTree.DEFAULT_WIDTH})
    void tree_answers_as_a_sorted_map_does_after_every_random_step(int width) {
        tree = new BTree<>(new BTree.Kind<>(Comparator.<Integer>naturalOrder(), Totals.unionOfDisjoint(), new Work(), width));
        int population = 0;
        for (int step = 0; step < STEPS; step++) {
            if (step % 1_000 == 0) population = random.oneOf(0, 2, 50, KEYS);
            change(random.below(KEYS), population);
            tree.check();
            assertThat(tree.size()).isEqualTo(model.size());
            compare(random.below(KEYS + 2) - 1, random.below(KEYS + 2) - 1);
        }
    }

    private void change(int key, int population) {
        RoaringBitmap part = RoaringBitmap.bitmapOf(nextSlot++);
        switch (random.below(5)) {
            case 0 -> {
                RoaringBitmap mine = model.get(key);
                if (mine == null && model.size() >= population) return;
                if (mine == null) model.put(key, part.clone());
                else mine.or(part);
                assertThat(tree.addTo(key, part.clone())).isEqualTo(mine);
            }
            case 1 -> {
                RoaringBitmap mine = model.get(key);
                if (mine != null && !mine.isEmpty()) part = RoaringBitmap.bitmapOf(mine.last());
                if (mine != null) mine.andNot(part);
                assertThat(tree.subtractFrom(key, part)).isEqualTo(mine);
            }
            default -> {
                if (model.size() < population) assertThat(tree.put(key, part.clone())).isEqualTo(model.put(key, part.clone()));
                else assertThat(tree.remove(key)).isEqualTo(model.remove(key));
            }
        }
    }

    private void compare(int one, int other) {
        assertThat(tree.get(one)).isEqualTo(model.get(one));

        int stop = random.oneOf(1, 3, KEYS);
        List<Integer> up = new ArrayList<>();
        boolean upToTheEnd = tree.ascend(key -> key < one, (key, value) -> up.add(key) && up.size() < stop);
        assertThat(up).isEqualTo(model.tailMap(one, true).keySet().stream().limit(stop).toList());
        assertThat(upToTheEnd).isEqualTo(up.size() < stop);

        List<Integer> down = new ArrayList<>();
        tree.descend(key -> key <= one, (key, value) -> down.add(key) && down.size() < stop);
        assertThat(down).isEqualTo(model.headMap(one, true).descendingKeySet().stream().limit(stop).toList());

        RoaringBitmap sum = new RoaringBitmap();
        tree.totals(new Span<>(key -> key < one, key -> key < other), sum::or);
        RoaringBitmap expected = new RoaringBitmap();
        if (one <= other) for (Map.Entry<Integer, RoaringBitmap> entry : model.subMap(one, other).entrySet()) expected.or(entry.getValue());
        assertThat(sum).isEqualTo(expected);
    }

    @Test
    void one_key_among_many_is_found_and_a_range_summed_up_in_a_few_nodes() {
        Work work = new Work();
        tree = new BTree<>(Comparator.naturalOrder(), Totals.unionOfDisjoint(), work);
        for (int key = 0; key < 100_000; key++) tree.put(key, RoaringBitmap.bitmapOf(key));
        tree.check();

        long before = work.steps();
        tree.get(77_777);
        assertThat(work.steps() - before).isBetween(3L, 7L);

        before = work.steps();
        RoaringBitmap sum = new RoaringBitmap();
        tree.totals(new Span<>(key -> key < 10, key -> key <= 90_000), sum::or);
        assertThat(sum.getCardinality()).isEqualTo(89_991);
        assertThat(work.steps() - before).isLessThan(200);
    }
}
