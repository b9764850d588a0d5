package dev.willow.limiter.domain;

import java.util.Map;
import java.util.TreeMap;

/// How often each of some numbers occurs, in their order. What is asked and changed costs little as long as few of them differ.
final class Occurrences<N extends Comparable<N>> {
    private final TreeMap<N, long[]> times = new TreeMap<>();

    void add(N number) {
        times.computeIfAbsent(number, _ -> new long[1])[0]++;
    }

    void remove(N number) {
        long[] left = times.get(number);
        if (--left[0] == 0) times.remove(number);
    }

    /// The highest one; if there is none, this.
    N highest(N otherwise) {
        return times.isEmpty() ? otherwise : times.lastKey();
    }

    /// How many are at least this high.
    long from(N least) {
        long sum = 0;
        for (Map.Entry<N, long[]> each : times.tailMap(least, true).entrySet()) sum += each.getValue()[0];
        return sum;
    }
}
