package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.time.Duration;

/// A named part of a counter's number, which can be added again without effect and is removed once.
///
/// @param id      chosen by the owner; not empty
/// @param timeout how long it lasts without a heartbeat; 0, also if left out: for ever
public record Lease(
        @JsonProperty(value = "ID", required = true) String id, @JsonProperty("Timeout") Duration timeout) {
    public Lease {
        Members.notEmpty(id, "ID");
        timeout = Members.orElse(timeout, Duration.ZERO);
    }
}
