package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.values.KeyPatterns;
import java.util.Optional;

/// What a rule or an override is called, and which counters it groups.
///
/// @param name     what names it in URLs; left out when it is created: its id. Not empty
/// @param groupBy  the keys that a counter must have, each with Any or an exact value; may be none: one group of all
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LimitDefinition(
        @JsonProperty("Name") Optional<String> name,
        @JsonProperty(value = "GroupByKeyValues", required = true) KeyPatterns groupBy) {
    public LimitDefinition {
        Members.notEmpty(name, "Name");
        Members.required(groupBy, "GroupByKeyValues");
    }
}
