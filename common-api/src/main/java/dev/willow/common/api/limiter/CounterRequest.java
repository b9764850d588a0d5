package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `PUT /v1/limiter/counters`: adds to or subtracts from a counter; the same body sets one, and asks `explain`. A batch
/// is an array of these.
public record CounterRequest(@JsonProperty(value = "Spec", required = true) CounterSpec spec) {
    public CounterRequest {
        Members.required(spec, "Spec");
    }
}
