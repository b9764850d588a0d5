package dev.willow.common.index;

import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/// Who carries what under one key: a B-tree from each value to the slots that carry it, and beside it the slots that carry Any.
///
/// The bitmaps that look-ups answer may be those of the index itself: they are read and combined, never changed.
final class KeyIndex {
    private static final RoaringBitmap NONE = new RoaringBitmap();

    private final BTree<Value, RoaringBitmap> byValue;
    private final RoaringBitmap any = new RoaringBitmap();
    private final RoaringBitmap carriers = new RoaringBitmap();

    KeyIndex(Work work) {
        byValue = new BTree<>(Value::compareTo, Totals.unionOfDisjoint(), work);
    }

    void add(ValuePattern pattern, int slot) {
        carriers.add(slot);
        switch (pattern) {
            case ValuePattern.Any isAny -> any.add(slot);
            case ValuePattern.Exactly(Value value) -> byValue.addTo(value, RoaringBitmap.bitmapOf(slot));
        }
    }

    void remove(ValuePattern pattern, int slot) {
        carriers.remove(slot);
        switch (pattern) {
            case ValuePattern.Any isAny -> any.remove(slot);
            case ValuePattern.Exactly(Value value) -> {
                RoaringBitmap left = byValue.subtractFrom(value, RoaringBitmap.bitmapOf(slot));
                if (left.isEmpty()) byValue.remove(value);
            }
        }
    }

    boolean isEmpty() {
        return carriers.isEmpty();
    }

    /// Everything that has the key at all.
    RoaringBitmap carriers() {
        return carriers;
    }

    RoaringBitmap any() {
        return any;
    }

    BTree<Value, RoaringBitmap> byValue() {
        return byValue;
    }

    /// The slots that carry what is wanted.
    RoaringBitmap slots(Wanted wanted) {
        if (wanted.values() instanceof Wanted.Every && (wanted.any() || any.isEmpty())) return carriers;
        RoaringBitmap values = switch (wanted.values()) {
            case Wanted.Nothing nothing -> NONE;
            case Wanted.Every every -> RoaringBitmap.andNot(carriers, any);
            case Wanted.One(Value value) -> carrying(value);
            case Wanted.Many(Span<Value> span) -> union(span);
        };
        if (!wanted.any() || any.isEmpty()) return values;
        return values.isEmpty() ? any : RoaringBitmap.or(values, any);
    }

    /// No more slots than this carry what is wanted. Exact unless a stretch of values is wanted.
    int atMost(Wanted wanted) {
        int anys = wanted.any() ? any.getCardinality() : 0;
        return switch (wanted.values()) {
            case Wanted.Nothing nothing -> anys;
            case Wanted.Every every -> carriers.getCardinality() - (wanted.any() ? 0 : any.getCardinality());
            case Wanted.One(Value value) -> anys + carrying(value).getCardinality();
            case Wanted.Many many -> carriers.getCardinality();
        };
    }

    private RoaringBitmap union(Span<Value> span) {
        List<RoaringBitmap> parts = new ArrayList<>();
        byValue.totals(span, parts::add);
        return parts.size() == 1 ? parts.getFirst() : FastAggregation.naive_or(parts.iterator());
    }

    private RoaringBitmap carrying(Value value) {
        RoaringBitmap slots = byValue.get(value);
        return slots == null ? NONE : slots;
    }

    /// @throws IllegalStateException if something is not as it should be
    void check() {
        byValue.check();
        RoaringBitmap all = RoaringBitmap.or(any, union(Span.all()));
        if (!all.equals(carriers)) throw new IllegalStateException("carriers are " + carriers + ", but should be " + all);
        byValue.ascend(value -> false, (value, slots) -> {
            if (slots.isEmpty()) throw new IllegalStateException("nobody carries " + value);
            return true;
        });
    }
}
