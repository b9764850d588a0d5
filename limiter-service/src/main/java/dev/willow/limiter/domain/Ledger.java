package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.Applying.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moves counters and the sums they count in, always together, and remembers during one command which groups moved.
final class Ledger {
    private final RuleBook rules;
    private final CounterTable counters;
    private final Sequence sequence;
    private final Map<GroupKey, Moved> moved = new LinkedHashMap<>();

    private long granted;

    /// By how much the sum of a group changed in the present command.
    static final class Moved {
        private final Place place;
        private long delta;

        private Moved(Place place) {
            this.place = place;
        }

        Place place() {
            return place;
        }

        /// How many places came free in all; 0 if none did.
        long freed() {
            return Math.max(0, -delta);
        }
    }

    Ledger(RuleBook rules, CounterTable counters, Sequence sequence) {
        this.rules = rules;
        this.counters = counters;
        this.sequence = sequence;
    }

    /// The very lease that this addition names, if it is there already, so that adding it again changes nothing; else null.
    Lease leaseOf(Addition addition) {
        Counter counter = counters.find(addition.counter());
        return counter == null ? null : addition.lease().map(terms -> counter.lease(terms.id())).orElse(null);
    }

    boolean hasLease(KeyValues keyValues, String leaseId) {
        Counter counter = counters.find(keyValues);
        return counter != null && counter.lease(leaseId) != null;
    }

    /// @return the grant of its lease, if it has one
    Optional<Long> add(Addition addition, Instant now) {
        Counter counter = findOrCreate(addition.counter());
        Optional<Lease> lease = addition.lease()
                .map(terms -> new Lease(terms.id(), sequence.next(), addition.places(), terms.timeout(), counter));
        lease.ifPresent(granted -> {
            counters.add(granted);
            counters.leases().extend(granted, now);
        });
        move(counter, addition.places());
        granted++;
        return lease.map(Lease::grant);
    }

    /// The answer to an addition that was done.
    CounterState stateAfter(Addition addition) {
        return answer(counters.find(addition.counter()), addition.lease().map(Addition.LeaseTerms::id));
    }

    /// Adds a lease that is there once more: it lives its full time-out from now, even if its lapse is being logged.
    CounterState addAgain(Lease lease, Instant now) {
        Lease renewed = new Lease(lease.id(), sequence.next(), lease.places(), lease.timeout(), lease.counter());
        counters.replace(lease, renewed);
        counters.leases().extend(renewed, now);
        return answer(renewed.counter(), Optional.of(renewed.id()));
    }

    CounterState subtract(KeyValues keyValues, long places) {
        Counter counter = counters.find(keyValues);
        if (counter == null) return nothing(keyValues);
        move(counter, -Math.min(places, counter.number()));
        return answer(counter, Optional.empty());
    }

    CounterState removeLease(KeyValues keyValues, String leaseId) {
        Counter counter = counters.find(keyValues);
        Lease lease = counter == null ? null : counter.lease(leaseId);
        if (lease != null) remove(lease);
        return counter == null ? nothing(keyValues) : answer(counter, Optional.empty());
    }

    private void remove(Lease lease) {
        Counter counter = lease.counter();
        counters.drop(lease);
        move(counter, -Math.min(lease.places(), counter.number()));
    }

    /// Removes the leases of these grants that are still there.
    List<LimiterEvent> lapse(List<Long> grants) {
        List<LimiterEvent> events = new ArrayList<>(grants.size());
        for (long grant : grants) {
            Lease lease = counters.leases().granted(grant);
            if (lease == null) continue;
            remove(lease);
            events.add(new LimiterEvent.Lapsed(lease.counter().keyValues(), lease.id()));
        }
        return events;
    }

    CounterState set(KeyValues keyValues, long number) {
        Counter there = counters.find(keyValues);
        if (there == null && number <= 0) return nothing(keyValues);
        Counter counter = findOrCreate(keyValues);
        for (Lease lease : List.copyOf(counter.leases())) counters.drop(lease);
        move(counter, Math.max(0, number) - counter.number());
        return answer(counter, Optional.empty());
    }

    /// Whether all counters together stay within 64 bits with this addition.
    boolean canAdd(Addition addition) {
        return counters.hasRoomFor(addition.places());
    }

    /// Whether setting a counter to this number keeps all counters together within 64 bits.
    boolean canSet(KeyValues keyValues, long number) {
        Counter counter = counters.find(keyValues);
        return counters.hasRoomFor(Math.max(0, number) - (counter == null ? 0 : counter.number()));
    }

    Collection<Moved> moved() {
        return moved.values();
    }

    /// How many additions were let in since the last [#restart].
    long granted() {
        return granted;
    }

    void restart() {
        granted = 0;
    }

    void forgetMoves() {
        moved.clear();
    }

    private Counter findOrCreate(KeyValues keyValues) {
        Counter counter = counters.find(keyValues);
        return counter != null ? counter : counters.create("c" + sequence.next(), keyValues);
    }

    /// Moves a counter and every sum it counts in. One that comes to 0 is gone.
    private void move(Counter counter, long delta) {
        if (delta != 0) {
            counters.move(counter, delta);
            for (Place place : rules.applyingTo(counter.keyValues()).places()) {
                place.gauge().move(place.group(), delta, place.asked());
                moved.computeIfAbsent(place.key(), _ -> new Moved(place)).delta += delta;
            }
        }
        if (counter.number() == 0) counters.remove(counter);
    }

    private static CounterState answer(Counter counter, Optional<String> lease) {
        return counter.number() == 0
                ? nothing(counter.keyValues())
                : new CounterState(
                        Optional.of(counter.id()), counter.keyValues(), counter.number(), lease.stream().toList());
    }

    private static CounterState nothing(KeyValues keyValues) {
        return new CounterState(Optional.empty(), keyValues, 0, List.of());
    }
}
