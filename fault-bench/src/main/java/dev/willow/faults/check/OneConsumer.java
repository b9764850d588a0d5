package dev.willow.faults.check;

import static java.util.stream.Collectors.groupingBy;

import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.History;
import java.util.ArrayList;
import java.util.List;

/// No item is with two consumers at a time.
final class OneConsumer implements Check {
    @Override
    public List<Violation> violations(History history) {
        List<Violation> violations = new ArrayList<>();
        for (List<HandOut> ofOne : history.handOuts().stream().collect(groupingBy(HandOut::itemId)).values())
            Crowds.forEach(ofOne, HandOut::holding, crowd -> {
                if (crowd.size() > 1) violations.add(new Violation("one consumer", "an item is with several: " + crowd));
            });
        return violations;
    }
}
