package dev.willow.testing.history;

import java.util.BitSet;

/// Which calls of a history have had their turn, by their place among all in the order of their beginnings. Since turns
/// keep to real time, that is all calls up to some place and a few beyond, whatever the length of the history.
///
/// @param base   all before this place are settled
/// @param beyond those settled from there on, counted from the base; the base itself is not among them
record Done(int base, BitSet beyond) {
    static final Done NOTHING = new Done(0, new BitSet());

    boolean contains(int place) {
        return place < base || beyond.get(place - base);
    }

    /// One past the last that is settled.
    int end() {
        return base + beyond.length();
    }

    Done with(int place) {
        BitSet more = (BitSet) beyond.clone();
        more.set(place - base);
        int step = more.nextClearBit(0);
        return new Done(base + step, more.get(step, Math.max(step, more.length())));
    }
}
