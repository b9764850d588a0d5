package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.KeyValuesDefinition;

/// A channel with its counts.
public record Channel(@JsonProperty("Spec") Spec spec, @JsonProperty("State") State state) {
    public record Spec(@JsonProperty("DBDefinition") KeyValuesDefinition definition) {}

    /// @param id         made by the service
    /// @param waiting    items that wait
    /// @param processing items that a consumer has
    public record State(
            @JsonProperty("ID") String id,
            @JsonProperty("Waiting") int waiting,
            @JsonProperty("Processing") int processing) {}
}
