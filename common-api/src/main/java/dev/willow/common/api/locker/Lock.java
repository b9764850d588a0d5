package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A lock that is held, as one of its holders sees it.
public record Lock(@JsonProperty("Spec") LockSpec spec, @JsonProperty("State") LockState state) {}
