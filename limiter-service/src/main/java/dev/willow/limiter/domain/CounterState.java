package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// What a counter stands at.
///
/// @param id     absent if the counter is gone
/// @param number 0 if it is gone
/// @param leases ids of leases in it, oldest first: all of them in a look-up; in the answer to a change only the one
///               that the change named, because a counter may have very many
public record CounterState(Optional<String> id, KeyValues counter, long number, List<String> leases) {
    public CounterState {
        leases = List.copyOf(leases);
    }
}
