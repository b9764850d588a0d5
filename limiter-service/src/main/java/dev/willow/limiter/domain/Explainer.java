package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.Applying.Place;
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

    Explainer(RuleBook rules, CounterTable counters) {
        this.rules = rules;
        this.counters = counters;
    }

    Explanation explain(Addition addition) {
        Applying applying = rules.applyingTo(addition.counter());
        List<Place> inOrder = new ArrayList<>(applying.blocking(addition.places()));
        boolean allowed = inOrder.isEmpty() || holdsLeaseOf(addition);
        for (Place place : applying.places())
            if (place.asked() && !place.blocks(addition.places())) inOrder.add(place);
        return new Explanation(allowed, inOrder.stream().map(place -> asked(place, addition)).toList());
    }

    private boolean holdsLeaseOf(Addition addition) {
        Counter counter = counters.find(addition.counter());
        return counter != null && addition.lease().map(terms -> counter.lease(terms.id())).isPresent();
    }

    private Explanation.Asked asked(Place place, Addition addition) {
        Optional<Refusal.Limited> refusal =
                place.blocks(addition.places()) ? Optional.of(place.refusal()) : Optional.empty();
        return new Explanation.Asked(
                place.gauge().bound(), place.group(), place.sum(), refusal, newestLeases(place.group()));
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
