package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// What a rule or an override lets in.
///
/// @param limit  the largest sum of a group; -1 is unlimited, 0 lets nothing in
/// @param paused refuses like 0, but keeps the limit; false if left out
public record LimitProperties(
        @JsonProperty(value = "Limit", required = true) Long limit, @JsonProperty("Paused") Boolean paused) {
    public LimitProperties {
        Members.atLeast(-1, Members.required(limit, "Limit"), "Limit");
        paused = Members.orElse(paused, false);
    }
}
