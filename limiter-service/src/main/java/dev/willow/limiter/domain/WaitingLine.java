package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Additions that wait for room, in one line per exhausted group. Each stands in the line of every group that holds it
/// back, always at the place that its arrival gives it; when another group comes to hold it back it moves over to that
/// line and keeps its rank.
final class WaitingLine {
    private final Map<RequestId, Waiter> waiters = new LinkedHashMap<>();
    private final Map<GroupKey, TreeMap<Long, Waiter>> lines = new HashMap<>();
    private final Map<LeaseName, List<Waiter>> byLease = new HashMap<>();

    private record LeaseName(KeyValues counter, String lease) {
        private static Optional<LeaseName> of(Addition addition) {
            return addition.lease().map(terms -> new LeaseName(addition.counter(), terms.id()));
        }
    }

    /// One addition in line.
    static final class Waiter {
        private final RequestId by;
        private final long arrival;
        private final Addition addition;
        private Set<GroupKey> heldBackBy = Set.of();
        private List<KeyValues> locks;
        private boolean covered;

        private Waiter(RequestId by, long arrival, Addition addition, List<KeyValues> locks, boolean covered) {
            this.by = by;
            this.arrival = arrival;
            this.addition = addition;
            this.locks = locks;
            this.covered = covered;
        }

        RequestId by() {
            return by;
        }

        long arrival() {
            return arrival;
        }

        Addition addition() {
            return addition;
        }

        Set<GroupKey> heldBackBy() {
            return heldBackBy;
        }

        /// Whether the group locks that it needs are held until [LimiterCommand.Uncover] says otherwise.
        boolean isCovered() {
            return covered;
        }

        /// The locks that it was covered with last.
        List<KeyValues> locks() {
            return locks;
        }

        void cover(List<KeyValues> with) {
            locks = with;
            covered = true;
        }

        void uncover() {
            covered = false;
        }
    }

    Waiter add(RequestId by, long arrival, Addition addition, List<KeyValues> locks, boolean covered) {
        Waiter waiter = new Waiter(by, arrival, addition, locks, covered);
        waiters.put(by, waiter);
        LeaseName.of(addition).ifPresent(lease -> byLease.computeIfAbsent(lease, _ -> new ArrayList<>(1)).add(waiter));
        return waiter;
    }

    /// Null if it is not in line.
    Waiter find(RequestId by) {
        return waiters.get(by);
    }

    /// Those that want to add the very lease that this addition names.
    List<Waiter> withLeaseOf(Addition addition) {
        return LeaseName.of(addition).map(byLease::get).map(List::copyOf).orElse(List.of());
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    /// In the order of their arrival.
    Collection<Waiter> all() {
        return waiters.values();
    }

    /// How many are in line, in whichever.
    int size() {
        return waiters.size();
    }

    boolean hasLine(GroupKey group) {
        return lines.containsKey(group);
    }

    int size(GroupKey group) {
        TreeMap<Long, Waiter> line = lines.get(group);
        return line == null ? 0 : line.size();
    }

    /// The first in the line of a group; null if there is none.
    Waiter first(GroupKey group) {
        TreeMap<Long, Waiter> line = lines.get(group);
        return line == null ? null : line.firstEntry().getValue();
    }

    /// Lets a waiter stand in the lines of these groups and no others.
    ///
    /// @return the groups whose line it left
    List<GroupKey> stand(Waiter waiter, Collection<GroupKey> groups) {
        Set<GroupKey> now = new LinkedHashSet<>(groups);
        List<GroupKey> left = new ArrayList<>();
        for (GroupKey group : waiter.heldBackBy) if (!now.contains(group)) left.add(group);
        for (GroupKey group : left) leave(waiter, group);
        for (GroupKey group : now)
            lines.computeIfAbsent(group, _ -> new TreeMap<>()).put(waiter.arrival, waiter);
        waiter.heldBackBy = now;
        return left;
    }

    /// @return the groups whose line it left
    List<GroupKey> remove(Waiter waiter) {
        waiters.remove(waiter.by);
        LeaseName.of(waiter.addition).ifPresent(lease -> byLease.computeIfPresent(lease, (_, same) -> {
            same.remove(waiter);
            return same.isEmpty() ? null : same;
        }));
        return stand(waiter, List.of());
    }

    boolean reliesOn(KeyValues lock) {
        for (Waiter waiter : waiters.values()) if (waiter.covered && waiter.locks.contains(lock)) return true;
        return false;
    }

    boolean reliesOnAnyLock() {
        for (Waiter waiter : waiters.values()) if (waiter.covered && !waiter.locks.isEmpty()) return true;
        return false;
    }

    void clear() {
        waiters.clear();
        lines.clear();
        byLease.clear();
    }

    private void leave(Waiter waiter, GroupKey group) {
        TreeMap<Long, Waiter> line = lines.get(group);
        line.remove(waiter.arrival);
        if (line.isEmpty()) lines.remove(group);
    }
}
