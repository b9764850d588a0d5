package dev.willow.common.index;

import org.roaringbitmap.RoaringBitmap;

/// How the values of a [BTree] are added up. A node keeps the total of all values below it, so the total of a range is read
/// from a few nodes on its two edges. Parts that are added can be taken away again, which keeps the totals right
/// through every change without adding up anything anew.
///
/// @param <V> a value, and a total of values; changed in place
interface Totals<V> {
    V none();

    void add(V total, V part);

    void subtract(V total, V part);

    /// For trees that are not asked for totals; they keep null in their place.
    static <V> Totals<V> notKept() {
        return new Totals<>() {
            @Override
            public V none() {
                return null;
            }

            @Override
            public void add(V total, V part) {}

            @Override
            public void subtract(V total, V part) {}
        };
    }

    /// The union of sets of which no two share a slot, so that taking one away leaves the union of the others.
    static Totals<RoaringBitmap> unionOfDisjoint() {
        return new Totals<>() {
            @Override
            public RoaringBitmap none() {
                return new RoaringBitmap();
            }

            @Override
            public void add(RoaringBitmap total, RoaringBitmap part) {
                if (isSingle(part)) total.add(part.first()); // a union makes new containers, this only does if need be
                else total.or(part);
            }

            @Override
            public void subtract(RoaringBitmap total, RoaringBitmap part) {
                if (isSingle(part)) total.remove(part.first());
                else total.andNot(part);
            }

            private static boolean isSingle(RoaringBitmap part) {
                return !part.isEmpty() && part.first() == part.last();
            }
        };
    }
}
