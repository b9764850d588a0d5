package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.Applying.Place;
import dev.willow.limiter.domain.Explanation.Asked;
import dev.willow.limiter.domain.Explanation.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds out what would happen to an addition. It looks at the counters of the groups concerned one by one, which the
/// addition itself never does.
final class Explainer {
    private static final int SHOWN_LEASES = 20;

    private final RuleBook rules;
    private final CounterTable counters;
    private final WaitingLine line;
    private final Optional<String> lockerTrouble;

    /// @param lockerTrouble why there are no locks at present, if there are none to be had
    Explainer(RuleBook rules, CounterTable counters, WaitingLine line, Optional<String> lockerTrouble) {
        this.rules = rules;
        this.counters = counters;
        this.line = line;
        this.lockerTrouble = lockerTrouble;
    }

    Explanation explain(Addition addition) {
        Applying applying = rules.applyingTo(addition.counter());
        boolean isThere = holdsLeaseOf(addition);
        boolean lacksLocks = lockerTrouble.isPresent() && !isThere && !applying.locks().isEmpty();
        List<Place> inOrder = new ArrayList<>(applying.blocking(addition.places()));
        boolean allowed = isThere || inOrder.isEmpty() && !lacksLocks;
        for (Place place : applying.places())
            if (place.asked() && !place.blocks(addition.places())) inOrder.add(place);
        return new Explanation(
                allowed,
                inOrder.stream().map(place -> asked(place, verdict(place, addition, lacksLocks))).toList(),
                applying.places().stream().filter(place -> !place.asked()).map(place -> asked(place, Verdict.OVERRIDDEN)).toList(),
                lockerTrouble);
    }

    private boolean holdsLeaseOf(Addition addition) {
        Counter counter = counters.find(addition.counter());
        return counter != null && addition.lease().map(terms -> counter.lease(terms.id())).isPresent();
    }

    private static Verdict verdict(Place place, Addition addition, boolean lacksLocks) {
        if (lacksLocks && place.gauge().terms().comparesSums()) return Verdict.NOT_COMPARED;
        if (!place.blocks(addition.places())) return Verdict.FITS;
        return switch (place.refusal().reason()) {
            case RULE_PAUSED -> Verdict.RULE_PAUSED;
            case LIMIT_ZERO -> Verdict.LIMIT_ZERO;
            case LIMIT_REACHED -> Verdict.LIMIT_REACHED;
        };
    }

    private Asked asked(Place place, Verdict verdict) {
        return new Asked(
                place.gauge().bound(), place.group(), place.sum(), verdict, line.size(place.key()), newestLeases(place.group()));
    }

    private List<String> newestLeases(KeyValues group) {
        List<Lease> newest = new ArrayList<>();
        for (Counter counter : counters.admittedBy(group.asPatterns()))
            counter.leases().stream().toList().reversed().stream().limit(SHOWN_LEASES).forEach(newest::add);
        return newest.stream()
                .sorted(Comparator.comparingLong(Lease::grant).reversed())
                .limit(SHOWN_LEASES)
                .map(Lease::id)
                .toList();
    }
}
