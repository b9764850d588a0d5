package dev.willow.common.index;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Utf8Order;
import dev.willow.common.values.ValuePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// The inverted index itself: which thing has which slot, and for everything that can be asked of a thing, the slots for which
/// it is so. Look-ups ([Term], [MatchLookup], [Pager]) read it; nothing outside of [#add], [#replace] and [#remove] changes it.
final class Postings<T extends Subject> {
    private static final RoaringBitmap NONE = new RoaringBitmap();
    private static final int[] NO_SLOTS = {};

    private final Work work = new Work();
    private final List<T> things = new ArrayList<>();
    private final RoaringBitmap used = new RoaringBitmap();
    private final RoaringBitmap free = new RoaringBitmap();
    private final BTree<String, Integer> ids = new BTree<>(Utf8Order.COMPARATOR, Totals.notKept(), work);
    private final Map<String, KeyIndex> keys = new HashMap<>();
    private final KeyIndex unknownKey = new KeyIndex(work);
    private final List<RoaringBitmap> bySize = new ArrayList<>();
    private final Map<KeyPatterns, int[]> sets = new HashMap<>();
    private final KeySets keySets = new KeySets();

    /// @return the slot that the thing got: the lowest that is free
    int add(T thing) {
        int slot = free.isEmpty() ? things.size() : free.first();
        Integer other = ids.put(thing.id(), slot);
        if (other != null) {
            ids.put(thing.id(), other);
            throw new IllegalArgumentException("the id " + thing.id() + " is in use");
        }
        if (slot == things.size()) things.add(thing);
        else things.set(slot, thing);
        free.remove(slot);
        used.add(slot);
        KeyPatterns set = thing.keys();
        for (Map.Entry<String, ValuePattern> pair : set)
            keys.computeIfAbsent(pair.getKey(), key -> new KeyIndex(work)).add(pair.getValue(), slot);
        while (bySize.size() <= set.size()) bySize.add(new RoaringBitmap());
        bySize.get(set.size()).add(slot);
        sets.merge(set, new int[] {slot}, Postings::joined);
        keySets.add(set, slot);
        return slot;
    }

    void replace(int slot, T thing) {
        things.set(slot, thing);
    }

    void remove(int slot) {
        T thing = things.set(slot, null);
        ids.remove(thing.id());
        used.remove(slot);
        free.add(slot);
        KeyPatterns set = thing.keys();
        for (Map.Entry<String, ValuePattern> pair : set) {
            KeyIndex key = keys.get(pair.getKey());
            key.remove(pair.getValue(), slot);
            if (key.isEmpty()) keys.remove(pair.getKey());
        }
        bySize.get(set.size()).remove(slot);
        sets.computeIfPresent(set, (same, slots) -> slots.length == 1 ? null : without(slots, slot));
        keySets.remove(set, slot);
    }

    private static int[] joined(int[] slots, int[] one) {
        int[] joined = Arrays.copyOf(slots, slots.length + 1);
        joined[slots.length] = one[0];
        return joined;
    }

    private static int[] without(int[] slots, int slot) {
        return Arrays.stream(slots).filter(other -> other != slot).toArray();
    }

    Work work() {
        return work;
    }

    int size() {
        return ids.size();
    }

    /// The thing of the slot, or null if the slot is free.
    T at(int slot) {
        return slot >= 0 && slot < things.size() ? things.get(slot) : null;
    }

    /// The slot of the thing with this id, or -1.
    int slotOf(String id) {
        Integer slot = ids.get(id);
        return slot == null ? -1 : slot;
    }

    /// All slots in use. This and the bitmaps below are the index's own: to be read, never changed.
    RoaringBitmap used() {
        return used;
    }

    /// The slots by id, in the order of the ids.
    BTree<String, Integer> ids() {
        return ids;
    }

    KeyIndex key(String key) {
        return keys.getOrDefault(key, unknownKey);
    }

    /// The things that carry this many key-values.
    RoaringBitmap ofSize(int size) {
        return size < bySize.size() ? bySize.get(size) : NONE;
    }

    /// More than the number of key-values that any thing has.
    int sizes() {
        return bySize.size();
    }

    /// The slots of the things that carry exactly this set.
    int[] exact(KeyPatterns set) {
        return sets.getOrDefault(set, NO_SLOTS);
    }

    KeySets keySets() {
        return keySets;
    }

    /// @throws IllegalStateException if something is not as it should be
    void check() {
        ids.check();
        keys.forEach((key, index) -> {
            index.check();
            if (index.isEmpty()) throw new IllegalStateException("nobody carries " + key);
        });
        keySets.check(used);
        if (sets.values().stream().mapToInt(slots -> slots.length).sum() != ids.size())
            throw new IllegalStateException("the sets hold other slots than the ids: " + sets);
        if (ids.size() != used.getCardinality() || RoaringBitmap.intersects(used, free)
                || RoaringBitmap.orCardinality(used, free) != things.size())
            throw new IllegalStateException("of " + things.size() + " slots, used are " + used + " and free are " + free);
    }
}
