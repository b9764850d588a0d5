package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// A counter: its number is the sum of its leases and its plain additions.
public record Counter(@JsonProperty("Spec") CounterSpec spec, @JsonProperty("State") State state) {
    /// @param leases the ids of the leases in it
    public record State(@JsonProperty("ID") String id, @JsonProperty("Leases") List<String> leases) {}
}
