package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `POST /v1/limiter/rules/{Name}/overrides`: creates an override of a rule.
public record OverrideRequest(@JsonProperty(value = "Spec", required = true) LimitSpec spec) {
    public OverrideRequest {
        Members.required(spec, "Spec");
    }
}
