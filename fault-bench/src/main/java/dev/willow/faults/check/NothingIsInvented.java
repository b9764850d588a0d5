package dev.willow.faults.check;

import static java.util.stream.Collectors.toMap;

import dev.willow.faults.history.Fate;
import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.History;
import dev.willow.faults.history.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Only what was pushed is handed out, to whom asks for its channel, and no oftener than it may be tried.
final class NothingIsInvented implements Check {
    @Override
    public List<Violation> violations(History history) {
        Map<String, Push> pushes = history.pushes().stream().collect(toMap(Push::payload, push -> push));
        List<Violation> violations = new ArrayList<>();
        for (HandOut handOut : history.handOuts())
            objection(handOut, Optional.ofNullable(pushes.get(handOut.payload())))
                    .ifPresent(why -> violations.add(new Violation("nothing is invented", why + ": " + handOut)));
        return violations;
    }

    private static Optional<String> objection(HandOut handOut, Optional<Push> its) {
        if (its.isEmpty()) return Optional.of("nobody pushed it");
        Push push = its.get();
        if (push.fate() == Fate.REFUSED) return Optional.of("it was refused, by " + push);
        if (handOut.holding().call().isBefore(push.call())) return Optional.of("it was handed out before it was pushed, by " + push);
        if (!push.queue().equals(handOut.queue()) || !push.channel().equals(handOut.channel()))
            return Optional.of("it came from elsewhere than where it was pushed, by " + push);
        if (push.retries() != Push.FOR_EVER && handOut.attempt() > push.retries() + 1)
            return Optional.of("it has no attempt left, by " + push);
        return Optional.empty();
    }
}
