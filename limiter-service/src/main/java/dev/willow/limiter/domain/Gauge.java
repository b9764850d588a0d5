package dev.willow.limiter.domain;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import java.util.HashMap;
import java.util.Map;

/// What one rule or override measures: for each group the sum of the counters in it. Groups with nothing in them take no
/// space.
final class Gauge implements Subject {
    private Bound bound;
    private final Map<KeyValues, Sum> sums = new HashMap<>();

    private static final class Sum {
        private long value;
    }

    Gauge(Bound bound) {
        this.bound = bound;
    }

    Bound bound() {
        return bound;
    }

    Terms terms() {
        return bound.terms();
    }

    @Override
    public String id() {
        return bound.id();
    }

    @Override
    public KeyPatterns keys() {
        return bound.keys();
    }

    void change(Terms.Change change) {
        bound = bound.with(change.to(bound.terms()));
    }

    long sumOf(KeyValues group) {
        Sum sum = sums.get(group);
        return sum == null ? 0 : sum.value;
    }

    void move(KeyValues group, long delta) {
        Sum sum = sums.computeIfAbsent(group, _ -> new Sum());
        sum.value += delta;
        if (sum.value == 0) sums.remove(group);
    }

    /// Counts a counter that was there before this rule or override was.
    void count(Counter counter) {
        move(keys().groupOf(counter.keyValues()), counter.number());
    }

    /// All sums, for tests that count again.
    Map<KeyValues, Long> sums() {
        Map<KeyValues, Long> copy = HashMap.newHashMap(sums.size());
        sums.forEach((group, sum) -> copy.put(group, sum.value));
        return copy;
    }
}
