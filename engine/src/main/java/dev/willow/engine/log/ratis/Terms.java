package dev.willow.engine.log.ratis;

import java.util.concurrent.ConcurrentSkipListMap;

/// In which term each entry was written, as far as snapshots may still ask for it.
final class Terms {
    /// For each term the index of its first entry.
    private final ConcurrentSkipListMap<Long, Long> byStart = new ConcurrentSkipListMap<>();

    /// All there is comes after this entry.
    void beginAt(long term, long index) {
        byStart.clear();
        byStart.put(index, term);
    }

    /// The entry after those before is of this term.
    void note(long term, long index) {
        var last = byStart.lastEntry();
        if (last == null || last.getValue() != term) byStart.put(index, term);
    }

    /// The term of an entry that was applied.
    long of(long index) {
        return byStart.floorEntry(index).getValue();
    }

    /// Nobody will ask for the terms of earlier entries.
    void forgetBefore(long index) {
        Long start = byStart.floorKey(index);
        if (start != null) byStart.headMap(start).clear();
    }
}
