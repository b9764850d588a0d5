package dev.willow.faults.check;

import dev.willow.faults.history.History;
import java.util.List;
import java.util.stream.Stream;

/// When all work is done no item, counter or lock is there any more.
final class NothingIsLeft implements Check {
    @Override
    public List<Violation> violations(History history) {
        Stream<String> items = history.aftermath().payloads().stream().map(payload -> "item " + payload);
        return Stream.concat(items, history.aftermath().rests().stream())
                .map(what -> new Violation("nothing is left", what))
                .toList();
    }
}
