package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;

/// An item as a consumer gets it.
public record Item(@JsonProperty("Spec") ItemSpec spec, @JsonProperty("State") ItemState state) {}
