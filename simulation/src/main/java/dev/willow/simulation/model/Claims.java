package dev.willow.simulation.model;

import java.util.LinkedHashMap;
import java.util.Map;

/// What somebody may rely on having, and until when: as long as it has not said that it is done, and by the heartbeats that were
/// answered, each counted from when it was sent.
///
/// @param <K> names what is had
final class Claims<K> {
    private final Map<K, Long> ends = new LinkedHashMap<>();

    void begin(K what, long until) {
        ends.put(what, until);
    }

    void extend(K what, long until) {
        ends.computeIfPresent(what, (_, before) -> Math.max(before, until));
    }

    void end(K what) {
        ends.remove(what);
    }

    boolean holds(K what, long now) {
        Long until = ends.get(what);
        return until != null && until > now;
    }

    Iterable<K> at(long now) {
        return ends.entrySet().stream().filter(each -> each.getValue() > now).map(Map.Entry::getKey).toList();
    }
}
