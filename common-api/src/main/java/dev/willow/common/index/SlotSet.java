package dev.willow.common.index;

import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// A set of slots of a [KeyValuesIndex], such as those of the channels that are ready. A compressed bitmap: cheap to
/// change, to walk in order from anywhere, and to intersect.
public final class SlotSet {
    final RoaringBitmap bits;

    public SlotSet() {
        this(new RoaringBitmap());
    }

    SlotSet(RoaringBitmap bits) {
        this.bits = bits;
    }

    /// @return whether the slot was not in the set before
    public boolean add(int slot) {
        return bits.checkedAdd(slot);
    }

    /// @return whether the slot was in the set
    public boolean remove(int slot) {
        return bits.checkedRemove(slot);
    }

    public boolean contains(int slot) {
        return bits.contains(slot);
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    public int size() {
        return bits.getCardinality();
    }

    /// The first slot of the set at or after `from`, or -1 if there is none.
    public int next(int from) {
        return (int) bits.nextValue(from);
    }

    /// The slot that has `n` others of the set below it.
    ///
    /// @throws IllegalArgumentException if there are not that many
    public int nth(int n) {
        return bits.select(n);
    }

    /// Visits the slots in ascending order. The set must not be changed meanwhile.
    public void forEach(IntConsumer visitor) {
        bits.forEach((org.roaringbitmap.IntConsumer) visitor::accept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotSet that && that.bits.equals(bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return bits.toString();
    }
}
