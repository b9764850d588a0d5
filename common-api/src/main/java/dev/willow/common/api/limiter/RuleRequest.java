package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `POST /v1/limiter/rules`: creates a rule.
public record RuleRequest(@JsonProperty(value = "Spec", required = true) LimitSpec spec) {
    public RuleRequest {
        Members.required(spec, "Spec");
    }
}
