package dev.willow.limiter.domain;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;

/// One counter in the table: a number that is the sum of its leases and its plain additions.
final class Counter implements Subject {
    private final String id;
    private final KeyValues keyValues;
    private final KeyPatterns keys;
    private final LinkedHashMap<String, Lease> leases = new LinkedHashMap<>();
    private long number;

    Counter(String id, KeyValues keyValues) {
        this.id = id;
        this.keyValues = keyValues;
        this.keys = keyValues.asPatterns();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public KeyPatterns keys() {
        return keys;
    }

    KeyValues keyValues() {
        return keyValues;
    }

    long number() {
        return number;
    }

    void move(long delta) {
        number += delta;
    }

    /// Null if it is not there.
    Lease lease(String leaseId) {
        return leases.get(leaseId);
    }

    void put(Lease lease) {
        leases.put(lease.id(), lease);
    }

    void drop(Lease lease) {
        leases.remove(lease.id());
    }

    /// In the order of their grants: what was added last, or added again last, is the newest.
    SequencedCollection<Lease> leases() {
        return leases.sequencedValues();
    }

    void addLeasesTo(LeaseDigest.Builder digest) {
        for (String lease : leases.keySet()) digest.add(keyValues, lease);
    }

    CounterState state() {
        return new CounterState(Optional.of(id), keyValues, number, List.copyOf(leases.keySet()));
    }
}
