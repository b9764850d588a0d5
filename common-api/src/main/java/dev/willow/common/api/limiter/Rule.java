package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// A rule; its spec always has a name.
public record Rule(@JsonProperty("Spec") LimitSpec spec, @JsonProperty("State") State state) {
    /// @param id made by the service; works in URLs in place of the name
    public record State(@JsonProperty("ID") String id, @JsonProperty("Overrides") List<RuleOverride> overrides) {}
}
