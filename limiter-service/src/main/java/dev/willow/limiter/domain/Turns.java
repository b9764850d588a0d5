package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Applying.Place;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import dev.willow.limiter.domain.WaitingLine.Waiter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SequencedSet;

/// Whose turn it is: admits additions that fit, puts those that wait in line, and grants the line what comes free.
///
/// In each line the first is served first: who stands behind somebody that does not fit yet waits too, even if it wants
/// less. An addition that does not wait is in no line; it gets in if it fits.
final class Turns {
    private final RuleBook rules;
    private final Ledger ledger;
    private final WaitingLine line;

    /// Those in line that would fit but whose locks are not held. Soft: it only leads to [LimiterCommand.Cover].
    private final SequencedSet<RequestId> uncovered = new LinkedHashSet<>();

    Turns(RuleBook rules, Ledger ledger, WaitingLine line) {
        this.rules = rules;
        this.ledger = ledger;
        this.line = line;
    }

    /// Puts an addition in line if it has to wait there.
    ///
    /// @return whether it waits
    boolean queues(RequestId by, Addition addition, long arrival) {
        Applying applying = rules.applyingTo(addition.counter());
        List<Place> lines = linesFor(addition, applying);
        if (lines.isEmpty()) return false;
        line.stand(line.add(by, arrival, addition, applying.locks(), true), keysOf(lines));
        return true;
    }

    /// The first line with so many in it that an addition would have to join; empty if there is none.
    Optional<Place> fullLine(Addition addition, int maxWaiters) {
        if (line.all().size() < maxWaiters) return Optional.empty(); // then no line is full, and most often nobody waits
        return linesFor(addition, rules.applyingTo(addition.counter())).stream()
                .filter(place -> line.size(place.key()) >= maxWaiters)
                .findFirst();
    }

    /// The first place that an addition would have to wait for.
    Optional<Place> heldBack(Addition addition) {
        return linesFor(addition, rules.applyingTo(addition.counter())).stream().findFirst();
    }

    /// The places in whose lines an addition would have to wait: those that are full for it; if there are none, those
    /// in which somebody waits already.
    private List<Place> linesFor(Addition addition, Applying applying) {
        List<Place> blocking = applying.blocking(addition.places());
        if (!blocking.isEmpty()) return blocking;
        return applying.places().stream().filter(place -> place.asked() && line.hasLine(place.key())).toList();
    }

    /// Adds what fits. Whoever waits to add the same lease has what it wants with that.
    ///
    /// @return the groups whose line somebody left
    List<GroupKey> admit(RequestId by, Addition addition, Instant now, List<LimiterEvent> events) {
        if (!ledger.canAdd(addition)) {
            events.add(new Refused(by, new Refusal.TooLarge()));
            return List.of();
        }
        Optional<Long> grant = ledger.add(addition, now);
        CounterState counter = ledger.stateAfter(addition);
        List<Waiter> wantTheSame = line.withLeaseOf(addition);
        events.add(new Counted(by, counter, wantTheSame.isEmpty() ? grant : Optional.empty()));
        List<GroupKey> left = new ArrayList<>();
        for (Waiter same : wantTheSame) {
            uncovered.remove(same.by());
            left.addAll(line.remove(same));
            events.add(new Counted(same.by(), counter));
        }
        return left;
    }

    /// Grants whoever can go now that there may be room in these groups.
    void grant(Collection<GroupKey> groups, Instant now, List<LimiterEvent> events) {
        if (line.isEmpty()) return;
        Set<GroupKey> open = new LinkedHashSet<>(groups);
        for (Waiter next = next(open); next != null; next = next(open)) {
            Applying applying = rules.applyingTo(next.addition().counter());
            List<GroupKey> heldBackBy = linesOf(next, applying);
            if (!heldBackBy.isEmpty()) {
                open.addAll(line.stand(next, heldBackBy));
                open.removeAll(heldBackBy);
            } else if (!next.isCovered()) {
                uncovered.add(next.by());
                open.removeAll(next.heldBackBy());
            } else {
                open.addAll(line.remove(next));
                open.addAll(admit(next.by(), next.addition(), now, events));
            }
        }
    }

    /// The rules changed: everyone in line is looked at anew. Who needs other locks than it has is covered again first.
    void rulesChanged(Instant now, List<LimiterEvent> events) {
        Set<GroupKey> open = new LinkedHashSet<>();
        for (Waiter waiter : line.all()) {
            Applying applying = rules.applyingTo(waiter.addition().counter());
            if (!waiter.locks().containsAll(applying.locks())) waiter.uncover();
            if (applying.locks().isEmpty()) waiter.cover(List.of());
            List<Place> blocking = applying.blocking(waiter.addition().places());
            if (!blocking.isEmpty()) {
                line.stand(waiter, keysOf(blocking));
            } else {
                // Where it stood may be no group any more; it keeps its rank in one that it needs, or in its old ones.
                List<GroupKey> asked = keysOf(applying.places().stream().filter(Place::asked).toList());
                if (!asked.isEmpty()) line.stand(waiter, asked);
            }
            open.addAll(waiter.heldBackBy());
        }
        grant(open, now, events);
    }

    /// The locks of one in line are held again.
    void cover(Waiter waiter, Instant now, List<LimiterEvent> events) {
        uncovered.remove(waiter.by());
        waiter.cover(rules.applyingTo(waiter.addition().counter()).locks());
        grant(List.copyOf(waiter.heldBackBy()), now, events);
    }

    /// Locks are given up: who needs one of them is passed over until it is covered again.
    ///
    /// @param locks empty: all
    void uncover(Collection<KeyValues> locks) {
        for (Waiter waiter : line.all()) {
            boolean concerned = locks.isEmpty() ? !waiter.locks().isEmpty() : waiter.locks().stream().anyMatch(locks::contains);
            if (concerned) waiter.uncover();
        }
    }

    /// What a waiter that leaves waited for. Empty if only its locks were missing.
    Optional<Place> waitsFor(Waiter waiter) {
        return heldBackBy(waiter, rules.applyingTo(waiter.addition().counter())).stream().findFirst();
    }

    void withdraw(Waiter waiter, Instant now, List<LimiterEvent> events) {
        uncovered.remove(waiter.by());
        grant(line.remove(waiter), now, events);
    }

    /// @return those that would fit if their locks were held; asked once
    List<RequestId> takeUncovered() {
        if (uncovered.isEmpty()) return List.of();
        List<RequestId> taken = List.copyOf(uncovered);
        uncovered.clear();
        return taken;
    }

    void retry(RequestId by) {
        uncovered.add(by);
    }

    void clear() {
        line.clear();
        uncovered.clear();
    }


    /// The lines in which a waiter that cannot go has to stand; none if it can.
    ///
    /// Who only stands behind others that go as soon as their locks are held keeps its old lines as well. It will go right after
    /// them, and nobody behind it may take its place meanwhile.
    private List<GroupKey> linesOf(Waiter waiter, Applying applying) {
        List<Place> heldBackBy = heldBackBy(waiter, applying);
        List<GroupKey> lines = keysOf(heldBackBy);
        if (heldBackBy.isEmpty() || heldBackBy.getFirst().blocks(waiter.addition().places())) return lines;
        for (GroupKey group : lines) if (!lacksOnlyLocks(line.first(group))) return lines;
        for (Place place : applying.places())
            if (place.asked() && waiter.heldBackBy().contains(place.key()) && !lines.contains(place.key())) lines.add(place.key());
        return lines;
    }

    private boolean lacksOnlyLocks(Waiter waiter) {
        return !waiter.isCovered() && rules.applyingTo(waiter.addition().counter()).fits(waiter.addition().places());
    }

    /// The places that are full for it; if there are none, those in whose line somebody stands before it.
    private List<Place> heldBackBy(Waiter waiter, Applying applying) {
        List<Place> blocking = applying.blocking(waiter.addition().places());
        if (!blocking.isEmpty()) return blocking;
        List<Place> behind = new ArrayList<>();
        for (Place place : applying.places()) {
            Waiter first = place.asked() ? line.first(place.key()) : null;
            if (first != null && first.arrival() < waiter.arrival()) behind.add(place);
        }
        return behind;
    }

    /// Of those that are first in one of the groups, the one that came first.
    private Waiter next(Collection<GroupKey> groups) {
        Waiter next = null;
        for (GroupKey group : groups) {
            Waiter first = line.first(group);
            if (first != null && (next == null || first.arrival() < next.arrival())) next = first;
        }
        return next;
    }

    private static List<GroupKey> keysOf(Collection<Place> places) {
        List<GroupKey> keys = new ArrayList<>(places.size());
        for (Place place : places) keys.add(place.key());
        return keys;
    }
}
