package dev.willow.limiter.domain;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// All counters and the leases in them. It knows no rules: who changes a number here also moves the sums.
final class CounterTable {
    private final Map<KeyValues, Counter> byKeyValues = new LinkedHashMap<>();
    private final KeyValuesIndex<Counter> index = new KeyValuesIndex<>();
    private final LeaseClock leases = new LeaseClock();
    private long total;

    /// Null if it is not there.
    Counter find(KeyValues keyValues) {
        return byKeyValues.get(keyValues);
    }

    /// In the order in which they came.
    Collection<Counter> all() {
        return byKeyValues.values();
    }

    int count() {
        return byKeyValues.size();
    }

    KeyValuesIndex<Counter> index() {
        return index;
    }

    LeaseClock leases() {
        return leases;
    }

    /// Whether the sum of all numbers still fits 64 bits with so many more. If it does, so does every sum of some.
    boolean hasRoomFor(long more) {
        return more <= Long.MAX_VALUE - total;
    }

    Counter create(String id, KeyValues keyValues) {
        Counter created = new Counter(id, keyValues);
        byKeyValues.put(keyValues, created);
        index.add(created);
        return created;
    }

    void move(Counter counter, long delta) {
        counter.move(delta);
        total += delta;
    }

    /// Lets a counter go that stands at 0, with the leases that are left in it.
    void remove(Counter counter) {
        counter.leases().forEach(leases::forget);
        byKeyValues.remove(counter.keyValues());
        index.remove(counter.id());
    }

    void add(Lease lease) {
        lease.counter().put(lease);
        leases.add(lease);
    }

    void drop(Lease lease) {
        lease.counter().drop(lease);
        leases.forget(lease);
    }

    /// Puts a lease in the place of one with the same id in the same counter, as the newest one.
    void replace(Lease old, Lease by) {
        drop(old);
        add(by);
    }

    /// The counters that a rule with these keys applies to.
    List<Counter> admittedBy(KeyPatterns keys) {
        Map<String, Condition> conditions = LinkedHashMap.newLinkedHashMap(keys.size());
        for (var pair : keys)
            conditions.put(pair.getKey(), new Condition(pair.getValue(), Comparison.EQUAL, TypeRange.ALL));
        return index.query(Query.of(
                new Selection(Optional.empty(), conditions, OptionalInt.empty(), OptionalInt.empty())));
    }

    void clear() {
        for (Counter counter : List.copyOf(byKeyValues.values())) remove(counter);
        total = 0;
    }
}
