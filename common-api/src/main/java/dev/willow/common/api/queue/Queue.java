package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A queue with its totals.
public record Queue(@JsonProperty("Spec") QueueSpec spec, @JsonProperty("State") State state) {
    /// @param channels   channels that have items
    /// @param waiting    items that wait, over all channels
    /// @param processing items that a consumer has
    /// @param consumers  callers that wait for an item
    public record State(
            @JsonProperty("Channels") int channels,
            @JsonProperty("Waiting") int waiting,
            @JsonProperty("Processing") int processing,
            @JsonProperty("Consumers") int consumers) {}
}
