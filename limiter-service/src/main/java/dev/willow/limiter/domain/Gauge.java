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
    private final GaugeUsage usage;

    private static final class Sum {
        private long value;
        /// The part of it that comes from counters whose additions this limit is asked about.
        private long asked;
    }

    Gauge(Bound bound, RuleUsage ofRule) {
        this.bound = bound;
        this.usage = new GaugeUsage(ofRule, bound.terms().limit());
    }

    GaugeUsage usage() {
        return usage;
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
        usage.limitChanged(bound.terms().limit());
    }

    long sumOf(KeyValues group) {
        Sum sum = sums.get(group);
        return sum == null ? 0 : sum.value;
    }

    /// @param isAsked whether this limit is asked about additions to the counter that moved
    void move(KeyValues group, long delta, boolean isAsked) {
        change(group, delta, isAsked ? delta : 0);
    }

    /// Counts a counter that was there before this rule or override was.
    void count(Counter counter) {
        move(keys().groupOf(counter.keyValues()), counter.number(), true);
    }

    /// From now on this limit is asked about a counter that it counts, or is no longer.
    void ask(Counter counter, boolean isAsked) {
        change(keys().groupOf(counter.keyValues()), 0, isAsked ? counter.number() : -counter.number());
    }

    private void change(KeyValues group, long value, long asked) {
        Sum sum = sums.computeIfAbsent(group, _ -> new Sum());
        boolean counted = sum.asked > 0;
        long before = sum.value;
        sum.value += value;
        sum.asked += asked;
        usage.moved(counted, before, sum.asked > 0, sum.value);
        if (sum.value == 0) sums.remove(group);
    }

    /// All sums, for tests that count again.
    Map<KeyValues, Long> sums() {
        Map<KeyValues, Long> copy = HashMap.newHashMap(sums.size());
        sums.forEach((group, sum) -> copy.put(group, sum.value));
        return copy;
    }
}
