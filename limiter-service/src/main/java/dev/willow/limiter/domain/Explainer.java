package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.Applying.Place;
import dev.willow.limiter.domain.Explanation.Asked;
import dev.willow.limiter.domain.Explanation.Remedy;
import dev.willow.limiter.domain.Explanation.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Finds out what would happen to an addition. It looks at the counters of the groups concerned one by one, which the
/// addition itself never does.
final class Explainer {
    private static final int SHOWN_LEASES = 20;

    private final RuleBook rules;
    private final CounterTable counters;
    private final WaitingLine line;
    private final Optional<String> lockerTrouble;
    private final boolean isUnsettled;
    private final PriorityQueue<Lease> newest = new PriorityQueue<>(SHOWN_LEASES + 1, Comparator.comparingLong(Lease::grant));

    /// @param lockerTrouble why there are no locks at present, if there are none to be had
    /// @param isUnsettled   whether leases may be missing, so that nothing is compared
    Explainer(RuleBook rules, CounterTable counters, WaitingLine line, Optional<String> lockerTrouble, boolean isUnsettled) {
        this.rules = rules;
        this.counters = counters;
        this.line = line;
        this.lockerTrouble = lockerTrouble;
        this.isUnsettled = isUnsettled;
    }

    Explanation explain(Addition addition) {
        Applying applying = rules.applyingTo(addition.counter());
        boolean isThere = holdsLeaseOf(addition);
        boolean isNotCompared = (lockerTrouble.isPresent() || isUnsettled) && !isThere && !applying.locks().isEmpty();
        List<Place> inOrder = new ArrayList<>(applying.blocking(addition.places()));
        boolean allowed = isThere || inOrder.isEmpty() && !isNotCompared;
        for (Place place : applying.places())
            if (place.asked() && !place.blocks(addition.places())) inOrder.add(place);
        return new Explanation(
                allowed,
                inOrder.stream().map(place -> asked(place, verdict(place, addition, isNotCompared), addition)).toList(),
                applying.places().stream()
                        .filter(place -> !place.asked()).map(place -> asked(place, Verdict.OVERRIDDEN, addition)).toList(),
                lockerTrouble,
                !isThere && !counters.hasRoomFor(addition.places()));
    }

    private boolean holdsLeaseOf(Addition addition) {
        Counter counter = counters.find(addition.counter());
        return counter != null && addition.lease().map(terms -> counter.lease(terms.id())).isPresent();
    }

    private Verdict verdict(Place place, Addition addition, boolean isNotCompared) {
        if (isNotCompared && place.gauge().terms().comparesSums()) return isUnsettled ? Verdict.UNSETTLED : Verdict.NOT_COMPARED;
        if (!place.blocks(addition.places())) return Verdict.FITS;
        return switch (place.refusal().reason()) {
            case RULE_PAUSED -> Verdict.RULE_PAUSED;
            case LIMIT_ZERO -> Verdict.LIMIT_ZERO;
            case LIMIT_REACHED -> Verdict.LIMIT_REACHED;
        };
    }

    private Asked asked(Place place, Verdict verdict, Addition addition) {
        return new Asked(
                place.gauge().bound(), place.group(), place.sum(), verdict, line.size(place.key()), newestLeases(place.group()),
                Remedy.of(place.gauge().terms(), place.sum(), addition.places()));
    }

    private List<String> newestLeases(KeyValues group) {
        newest.clear();
        for (Counter counter : counters.admittedBy(group.asPatterns()))
            for (Lease lease : counter.leases().reversed()) {
                if (newest.size() == SHOWN_LEASES && lease.grant() < newest.element().grant()) break;
                newest.add(lease);
                if (newest.size() > SHOWN_LEASES) newest.remove();
            }
        return newest.stream().sorted(Comparator.comparingLong(Lease::grant).reversed()).map(Lease::id).toList();
    }
}
