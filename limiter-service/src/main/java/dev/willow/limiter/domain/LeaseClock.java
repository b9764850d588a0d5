package dev.willow.limiter.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds leases by id and by grant, and knows which of them run out when. The deadlines are soft: heartbeats move them
/// without being logged, and a take-over gives every lease its full time-out again.
final class LeaseClock {
    private static final int LAPSED_TOGETHER = 1_000;

    private final Map<String, List<Lease>> byId = new HashMap<>();
    private final Map<Long, Lease> byGrant = new HashMap<>();
    private final TreeSet<Lease> due =
            new TreeSet<>(Comparator.<Lease, Instant>comparing(Lease::deadline).thenComparingLong(Lease::grant));

    void add(Lease lease) {
        byId.merge(lease.id(), List.of(lease), LeaseClock::joined);
        byGrant.put(lease.grant(), lease);
    }

    void forget(Lease lease) {
        due.remove(lease);
        byGrant.remove(lease.grant());
        byId.computeIfPresent(lease.id(), (_, same) -> {
            if (same.size() == 1) return null;
            List<Lease> others = new ArrayList<>(same);
            others.remove(lease);
            return List.copyOf(others);
        });
    }

    int count() {
        return byGrant.size();
    }

    /// Null if it is gone.
    Lease granted(long grant) {
        return byGrant.get(grant);
    }

    /// Gives a lease its full time-out from now.
    void extend(Lease lease, Instant now) {
        if (!lease.lapses()) return;
        due.remove(lease);
        lease.deadline(now.plus(lease.timeout()));
        due.add(lease);
    }

    /// Keeps all leases of this id, whichever counters they are in.
    ///
    /// @return whether there is one, and its time is not over
    boolean keep(String id, Instant now) {
        boolean found = false;
        for (Lease lease : byId.getOrDefault(id, List.of())) {
            if (lease.isLapsing()) continue;
            extend(lease, now);
            found = true;
        }
        return found;
    }

    /// The grants of this id whose end is being logged.
    List<Long> lapsing(String id) {
        return byId.getOrDefault(id, List.of()).stream().filter(Lease::isLapsing).map(Lease::grant).toList();
    }

    /// The grants whose time is over, to be logged as lapsed. From now on they cannot be kept.
    List<Long> takeDue(Instant now) {
        List<Long> grants = new ArrayList<>();
        while (!due.isEmpty() && grants.size() < LAPSED_TOGETHER && !due.first().deadline().isAfter(now)) {
            Lease lease = due.pollFirst();
            lease.lapsing(true);
            grants.add(lease.grant());
        }
        return grants;
    }

    Optional<Instant> next() {
        return due.isEmpty() ? Optional.empty() : Optional.of(due.first().deadline());
    }

    /// Everyone gets the full time-out again.
    void restart(Instant now) {
        for (Lease lease : byGrant.values()) {
            lease.lapsing(false);
            extend(lease, now);
        }
    }

    private static List<Lease> joined(List<Lease> some, List<Lease> more) {
        List<Lease> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
