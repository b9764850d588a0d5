package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.ArrayList;
import java.util.List;

/// What applies to one counter under one state of the rules: in which groups of which rules and overrides it counts, and
/// which of them are asked about an addition.
final class Applying {
    private final List<Place> places;
    private final List<KeyValues> locks;

    /// Where a counter counts.
    ///
    /// @param asked whether its limit is asked; false for a rule that an override replaces for this counter
    record Place(Gauge gauge, KeyValues group, boolean asked) {
        long sum() {
            return gauge.sumOf(group);
        }

        GroupKey key() {
            return new GroupKey(gauge.id(), group);
        }

        boolean blocks(long more) {
            Terms terms = gauge.terms();
            return asked && (terms.isShut() || terms.limit().placesBeside(sum()) < more);
        }

        Refusal.Limited refusal() {
            Bound bound = gauge.bound();
            Terms terms = bound.terms();
            Refusal.Reason reason = terms.paused()
                    ? Refusal.Reason.RULE_PAUSED
                    : terms.isShut() ? Refusal.Reason.LIMIT_ZERO : Refusal.Reason.LIMIT_REACHED;
            return new Refusal.Limited(reason, bound.ruleName(), bound.overrideName(), terms.limit(), sum(), group);
        }
    }

    /// @param places in the order in which refusals name them
    Applying(List<Place> places) {
        this.places = List.copyOf(places);
        this.locks = locksOf(places);
    }

    List<Place> places() {
        return places;
    }

    /// The locks that must be held before an addition is compared, in the order in which they are taken. None if no limit
    /// is finite, and none if a rule lets nothing in: then nothing is compared.
    List<KeyValues> locks() {
        return locks;
    }

    boolean fits(long more) {
        for (Place place : places) if (place.blocks(more)) return false;
        return true;
    }

    /// The places that hold back so many more, those that let nothing in first.
    List<Place> blocking(long more) {
        List<Place> shut = new ArrayList<>();
        List<Place> full = new ArrayList<>();
        for (Place place : places) if (place.blocks(more)) (place.gauge().terms().isShut() ? shut : full).add(place);
        shut.addAll(full);
        return shut;
    }

    private static List<KeyValues> locksOf(List<Place> places) {
        List<KeyValues> locks = new ArrayList<>();
        for (Place place : places) {
            if (!place.asked()) continue;
            Terms terms = place.gauge().terms();
            if (terms.isShut()) return List.of();
            if (terms.comparesSums()) locks.add(lockOf(place.group()));
        }
        return locks.size() < 2 ? List.copyOf(locks) : locks.stream().distinct().sorted().toList();
    }

    /// The key-values of a group's lock. The marker keeps them apart from locks that people take on the same key-values
    /// for themselves.
    static KeyValues lockOf(KeyValues group) {
        return group.with("_limiter", MARKER);
    }

    private static final Value MARKER = Value.text("group");
}
