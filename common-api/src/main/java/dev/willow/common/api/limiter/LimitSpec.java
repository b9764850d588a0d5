package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// A rule or an override, as it is wanted.
public record LimitSpec(
        @JsonProperty(value = "DBDefinition", required = true) LimitDefinition definition,
        @JsonProperty(value = "Properties", required = true) LimitProperties properties) {
    public LimitSpec {
        Members.required(definition, "DBDefinition");
        Members.required(properties, "Properties");
    }
}
