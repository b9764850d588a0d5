package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.util.Optional;

/// By how much a counter changes, or what it stands at.
///
/// @param counters positive adds, negative subtracts; in an answer the counter's number
/// @param lease    added with the number, or, when subtracting, what alone is removed
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CounterProperties(
        @JsonProperty(value = "Counters", required = true) Long counters, @JsonProperty("Lease") Optional<Lease> lease) {
    public CounterProperties {
        Members.required(counters, "Counters");
    }
}
