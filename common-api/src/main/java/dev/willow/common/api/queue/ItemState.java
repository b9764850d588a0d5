package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/// Where an item stands.
///
/// @param attempt      which attempt this is, from 1; 0 before the first
/// @param updates      how often it was overwritten while it waited
/// @param fencingToken of this hand-out, grows with every hand-out; absent before the first
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ItemState(
        @JsonProperty("ID") String id,
        @JsonProperty("Attempt") int attempt,
        @JsonProperty("Updates") long updates,
        @JsonProperty("FencingToken") Optional<Long> fencingToken) {}
