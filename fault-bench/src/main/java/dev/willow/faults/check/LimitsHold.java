package dev.willow.faults.check;

import static java.util.stream.Collectors.groupingBy;

import dev.willow.faults.history.Fate;
import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.History;
import dev.willow.faults.history.Limit;
import dev.willow.faults.history.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// No group has more places taken than its limit allows.
///
/// A limit may be lowered below what is taken already. So of all that is held at one moment, the last to be let in counts: that was
/// after all of it had been asked for and before all of it had been answered, when all the rest was held too. Some limit
/// that may have been in force within that time must allow as many.
final class LimitsHold implements Check {
    @Override
    public List<Violation> violations(History history) {
        List<Place> places = Stream.concat(history.places().stream(), history.handOuts().stream().map(LimitsHold::place)).toList();
        List<Violation> violations = new ArrayList<>();
        for (Limit limit : history.limits())
            for (List<Place> group : groups(limit, places))
                Crowds.forEach(group, Place::holding, crowd -> {
                    long allowed = mostAllowed(limit.changes(), crowd);
                    if (crowd.size() > allowed)
                        violations.add(new Violation("limits hold", limit.name() + " allows " + allowed + ", but there are "
                                + crowd.size() + ": " + crowd));
                });
        return violations;
    }

    private static Place place(HandOut handOut) {
        return new Place(handOut.channel(), handOut.holding(), "item " + handOut.itemId() + " " + handOut.payload());
    }

    private static Iterable<List<Place>> groups(Limit limit, List<Place> places) {
        return places.stream()
                .filter(place -> place.keys().keySet().containsAll(limit.groupBy()))
                .filter(place -> place.keys().entrySet().containsAll(limit.only().entrySet()))
                .filter(place -> limit.except().isEmpty() || !place.keys().entrySet().containsAll(limit.except().entrySet()))
                .collect(groupingBy(place -> limit.groupBy().stream().map(place.keys()::get).toList()))
                .values();
    }

    private static long mostAllowed(List<Limit.Change> changes, List<Place> crowd) {
        long earliest = crowd.stream().mapToLong(place -> place.holding().call().from()).max().orElseThrow();
        long latest = crowd.stream().mapToLong(place -> place.holding().call().to()).max().orElseThrow();
        long most = 0;
        for (int i = 0; i < changes.size(); i++)
            if (changes.get(i).fate() != Fate.REFUSED && changes.get(i).call().from() <= latest && inForceUntil(changes, i) >= earliest)
                most = Math.max(most, changes.get(i).limit().orElse(Long.MAX_VALUE));
        return most;
    }

    /// When the limit was certainly replaced. What was not answered may come at any time, until the rule itself is gone.
    private static long inForceUntil(List<Limit.Change> changes, int index) {
        boolean isCertain = changes.get(index).fate() == Fate.DONE;
        return changes.stream().skip(index + 1L)
                .filter(later -> later.fate() == Fate.DONE && (isCertain || later.isNewRule()))
                .mapToLong(later -> later.call().to())
                .findFirst().orElse(Long.MAX_VALUE);
    }
}
