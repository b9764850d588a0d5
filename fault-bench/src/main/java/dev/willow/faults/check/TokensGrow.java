package dev.willow.faults.check;

import static java.util.stream.Collectors.groupingBy;

import dev.willow.faults.history.History;
import dev.willow.faults.history.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Whoever got an item or a lock after another has the greater fencing token.
final class TokensGrow implements Check {
    private record Grant(String what, long token, Span call) {}

    @Override
    public List<Violation> violations(History history) {
        Stream<Grant> items = history.handOuts().stream()
                .map(handOut -> new Grant("item " + handOut.itemId(), handOut.token(), handOut.holding().call()));
        Stream<Grant> locks = history.lockHolds().stream()
                .map(hold -> new Grant("lock " + hold.lock(), hold.token(), hold.holding().call()));
        List<Violation> violations = new ArrayList<>();
        for (List<Grant> ofOne : Stream.concat(items, locks).collect(groupingBy(Grant::what)).values()) check(ofOne, violations);
        return violations;
    }

    /// By token, an earlier one must never have been asked for after a later one was answered.
    private static void check(List<Grant> ofOne, List<Violation> violations) {
        List<Grant> byToken = ofOne.stream().sorted(Comparator.comparingLong(Grant::token).reversed()).toList();
        Grant soonest = byToken.getFirst(); // to be answered, of those with greater tokens
        for (Grant grant : byToken.subList(1, byToken.size())) {
            if (soonest.call().isBefore(grant.call()) || grant.token() == soonest.token())
                violations.add(new Violation("tokens grow", soonest + " came before " + grant));
            if (grant.call().to() < soonest.call().to()) soonest = grant;
        }
    }
}
