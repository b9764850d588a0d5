package dev.willow.faults.check;

import static java.util.stream.Collectors.groupingBy;

import dev.willow.faults.history.Fate;
import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.History;
import java.util.List;
import java.util.Map;

/// What was acked as done, and answered, is never handed out again.
final class DoneIsDone implements Check {
    @Override
    public List<Violation> violations(History history) {
        Map<String, List<HandOut>> byPayload = history.handOuts().stream().collect(groupingBy(HandOut::payload));
        return history.handOuts().stream()
                .filter(done -> done.end().kind() == HandOut.Kind.SUCCEEDED && done.end().fate() == Fate.DONE)
                .flatMap(done -> byPayload.get(done.payload()).stream()
                        .filter(again -> again.token() > done.token())
                        .map(again -> new Violation("done is done", done + " was handed out again: " + again)))
                .toList();
    }
}
