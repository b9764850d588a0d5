package dev.willow.locker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// First come, first served: nobody gets a lock while somebody waits for it who came before.
final class ArrivalOrder {
    private final Map<RequestId, Set<KeyValues>> asked = new HashMap<>();
    private final Map<RequestId, Set<KeyValues>> waiting = new LinkedHashMap<>();

    void asks(LockCommand.Acquire acquire) {
        asked.put(acquire.id(), acquire.wants().stream().map(Want::keys).collect(Collectors.toSet()));
    }

    void happened(LockEvent event, String where) {
        switch (event) {
            case LockEvent.Queued(var request) -> waiting.put(request, asked.get(request));
            case LockEvent.Granted(var request, var _) -> {
                Set<KeyValues> granted = asked.get(request);
                for (Map.Entry<RequestId, Set<KeyValues>> earlier : waiting.entrySet()) {
                    if (earlier.getKey().equals(request)) break;
                    assertThat(Collections.disjoint(earlier.getValue(), granted))
                            .as("%s: %s was granted while %s, who came before, waits", where, request, earlier.getKey()).isTrue();
                }
                waiting.remove(request);
            }
            default -> event.answers().ifPresent(waiting::remove);
        }
    }

    void takeOver() {
        waiting.clear();
    }
}
